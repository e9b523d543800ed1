"""The forms in which articles say that a claim was not checked, and what only looks like one."""

from __future__ import annotations

import pytest
from marked import RULES, read

from auditor.match import match
from auditor.verify.story import Story

FORMS = """
The claim could not be independently verified.
The claim cannot be independently verified.
The report could not be verified.
The report could not be independently confirmed.
The strike could not immediately be corroborated.
The death could not be immediately verified.
The figures could not be substantiated.
The information can't be confirmed.
The number couldn't be verified.
The account wasn't immediately verified.
The video was not immediately verifiable.
The report which could not be independently verified said the town had fallen.
Video footage that could not be independently verified showed smoke.
The town fell, according to reports that could not be independently verified by the Guardian.
He repeated accusations, which Reuters has not independently verified.
Reuters could not immediately confirm the report.
USA TODAY could not independently verify the claim.
CNN cannot independently verify the figures.
CNN can't verify the authenticity of the clip.
NPR couldn't independently verify the account.
CNN has not independently confirmed the report.
Reuters has not yet verified the footage.
The Guardian had not verified the recording.
The BBC has not been able to independently confirm the deaths.
The BBC has never publicly confirmed the report.
Reuters was not able to independently verify the video.
Reuters was not immediately able to confirm the report.
The BBC was unable to independently verify the figures.
AFP has been unable to corroborate the account.
It was not immediately possible to verify the report.
It wasn't possible to independently confirm the toll.
It was impossible to verify the claim.
It is difficult to independently confirm the accounts.
There was no way to independently verify the claim.
The report has not been confirmed.
The images have not been verified.
The claim hasn't been verified.
The report had not been corroborated.
The death has not been officially confirmed.
The claims were not confirmed.
There was no confirmation from the other side.
There was no independent confirmation of the strike.
There was no immediate confirmation.
There has been no official confirmation.
There was no independent verification of the toll.
The lack of independent verification troubled editors.
There was no official word on the cause.
The group made unsubstantiated claims.
The unverified video shows a tank.
An uncorroborated account named him.
The paper printed unconfirmed reports.
The report is yet to be confirmed.
The BBC is working to independently verify the video.
AFP is seeking to verify the images.
We are checking these claims.
Reuters cannot independently verify reports from the region due to restrictions.
CNN could not independently confirm either account.
The competing claims could not be independently verified.
Battlefield claims cannot be verified.
Neither side's claims could be independently verified.
He said so without evidence.
The ministry said so without providing any evidence.
It blamed them without giving details.
It blamed them without offering proof.
The army claimed it without citing any evidence.
She accused them without elaborating.
He named a figure without specifying a source.
The army said so without supporting evidence.
It did not provide any evidence.
The ministry offered no evidence.
There is no evidence to support the claim.
He did not say how he knew.
""".strip().splitlines()

FRIENDS = """
The Senate voted to confirm the judge.
The minister was confirmed by the House in May.
Officials reported 40 confirmed cases.
Use a verified account to post.
The bank asks for proof of identity verification.
There was no confirmation hearing before the vote.
The inventory was verified by the IAEA.
The judge has not been confirmed by the Senate.
The bridge could not be repaired.
Reuters could not reach the mayor.
The team played without a captain.
It was not possible to cross the river.
It was possible to verify the toll.
""".strip().splitlines()


def found(text: str) -> list[str]:
    layout, frames, resolution = read(text, {})
    story = Story(layout, match(layout, RULES), [], frames, resolution, RULES)
    return [story.cite(m) for m in story.disclaimers]


@pytest.mark.parametrize("text", FORMS)
def test_form_is_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("text", FRIENDS)
def test_friend_is_left_alone(text: str) -> None:
    assert found(text) == []
