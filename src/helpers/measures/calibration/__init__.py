"""Learn from coded sentences how scores and words become labels, and whether that is better.

Word lists and their thresholds come from elsewhere. A few hundred coded sentences of a corpus show
where its own thresholds lie (`cuts`), what the instruments say together (`logistic`), and which
words go with a frame beside those of its dictionary (`frames`). Labels to be judged are
cross-fitted (`cross_fit`): no sentence is labelled by what was learnt from its own article.
`gains` puts candidates side by side, and a more complex one has to beat the simpler one clearly.

What holds for all of it, beside the conventions of `helpers.measures`:

- `coded` has a row per coded sentence: document, sentence, the coded label, and what it is read
  from: a column of scores per instrument (missing where it knows no word), or text and frames.
- `weight` names a column of positive numbers, such as one over a sentence's probability of having
  been drawn; None weighs all alike. Only their proportions matter.
- What is learnt is plain numbers, which a table keeps; it depends on the rows, not on their order.
  Numbers are rounded to 6 decimals before they are used, as processors differ in the last ones:
  the same rows give the same model and the same labels wherever the solvers agree that far.
"""
