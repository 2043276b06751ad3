"""What the group of an adjustment means for who may be asked to pay, in our own words. Pure; shown beside the payer's reason."""

GROUPS = {
    "CO": "CO: the provider bears it. The patient may not be billed for it.",
    "PR": "PR: the payer leaves it to the patient or the next payer.",
    "OA": "OA: neither by contract nor the patient's; it says how the claim was handled.",
    "PI": "PI: the payer reduced it on its own account. The patient may not be billed for it.",
}


def group_words(group: str) -> str:
    """The sentence of a group; another one is named as it stands."""
    return GROUPS.get(group, f"{group}: a group that the standard does not know.")


def category_words(category: str) -> str:
    """A category of the table as people say it."""
    return category.replace("_", " ").replace("cob", "other payer first").capitalize() if category else "Not classified"
