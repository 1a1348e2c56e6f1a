"""The commands of `report`: what they are asked, and which room answers."""
