/** What the server says of files that are to be brought in, as the contract has it. */

import type { ImportChoices } from "../../contract/editprotocol.ts";

export type {
  ImportAction as Action, ImportColumn as Column, ImportPlan as Plan, ImportQuestion as Question, PlannedSite, RowProblem,
} from "../../contract/editprotocol.ts";

/** What the reader says instead of having it guessed, while it is being said. */
export type Choices = { -readonly [Name in keyof ImportChoices]: ImportChoices[Name] };
