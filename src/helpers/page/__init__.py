"""Templates and colours that results and pages share."""
