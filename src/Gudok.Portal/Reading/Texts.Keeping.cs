namespace Gudok.Portal;

/// <summary>What the pages say of holds, erasures and terms.</summary>
internal sealed partial record Texts
{
    /// <summary>Name of the page.</summary>
    public required string Keeping { get; init; }

    /// <summary>Empty page.</summary>
    public required string KeepingNotHere { get; init; }

    /// <summary>Shown without scripts.</summary>
    public required string NeedsScripts { get; init; }

    /// <summary>Heading.</summary>
    public required string Holds { get; init; }

    /// <summary>Empty state.</summary>
    public required string HoldsNone { get; init; }

    /// <summary>Opens ended holds; {0} is their number.</summary>
    public required string HoldsEnded { get; init; }

    /// <summary>Column.</summary>
    public required string HoldCovers { get; init; }

    /// <summary>What a hold covers.</summary>
    public required string HoldCall { get; init; }

    /// <summary>What a hold covers.</summary>
    public required string HoldParty { get; init; }

    /// <summary>A party that was erased since.</summary>
    public required string HoldErasedParty { get; init; }

    /// <summary>Column and field.</summary>
    public required string HoldReason { get; init; }

    /// <summary>Column.</summary>
    public required string HoldActor { get; init; }

    /// <summary>Column.</summary>
    public required string HoldSince { get; init; }

    /// <summary>Column and field.</summary>
    public required string HoldUntil { get; init; }

    /// <summary>A hold without an end.</summary>
    public required string HoldOpenEnd { get; init; }

    /// <summary>Button.</summary>
    public required string HoldRelease { get; init; }

    /// <summary>Asked before a release.</summary>
    public required string HoldReleaseWarning { get; init; }

    /// <summary>Column.</summary>
    public required string HoldReleased { get; init; }

    /// <summary>Who released; {0} is the account.</summary>
    public required string HoldReleasedBy { get; init; }

    /// <summary>A hold that ended by itself.</summary>
    public required string HoldRanOut { get; init; }

    /// <summary>Heading and button.</summary>
    public required string HoldPlace { get; init; }

    /// <summary>What a hold does.</summary>
    public required string HoldHelp { get; init; }

    /// <summary>Field.</summary>
    public required string HoldNumber { get; init; }

    /// <summary>Field.</summary>
    public required string HoldCallField { get; init; }

    /// <summary>Placeholder.</summary>
    public required string HoldReasonHint { get; init; }

    /// <summary>Below the field.</summary>
    public required string HoldUntilHint { get; init; }

    /// <summary>After placing.</summary>
    public required string HoldDone { get; init; }

    /// <summary>After releasing.</summary>
    public required string HoldReleaseDone { get; init; }

    /// <summary>After a mistake.</summary>
    public required string HoldRefused { get; init; }

    /// <summary>After a mistake.</summary>
    public required string HoldNothing { get; init; }

    /// <summary>Heading on the card.</summary>
    public required string CardHolds { get; init; }

    /// <summary>Empty state on the card.</summary>
    public required string CardHoldsNone { get; init; }

    /// <summary>Term on the card: {0} day, {1} class.</summary>
    public required string KeptUntil { get; init; }

    /// <summary>Heading.</summary>
    public required string Erase { get; init; }

    /// <summary>What an erasure does.</summary>
    public required string EraseHelp { get; init; }

    /// <summary>Field.</summary>
    public required string EraseNumbers { get; init; }

    /// <summary>Field.</summary>
    public required string EraseReason { get; init; }

    /// <summary>Placeholder.</summary>
    public required string EraseReasonHint { get; init; }

    /// <summary>Field.</summary>
    public required string EraseRequest { get; init; }

    /// <summary>Button.</summary>
    public required string EraseCheck { get; init; }

    /// <summary>Heading.</summary>
    public required string EraseForecast { get; init; }

    /// <summary>Column.</summary>
    public required string ErasePlace { get; init; }

    /// <summary>Column.</summary>
    public required string EraseParty { get; init; }

    /// <summary>Column.</summary>
    public required string EraseCalls { get; init; }

    /// <summary>Column.</summary>
    public required string EraseOutcome { get; init; }

    /// <summary>Outcome to come.</summary>
    public required string EraseWillGo { get; init; }

    /// <summary>Outcome.</summary>
    public required string EraseUnknown { get; init; }

    /// <summary>Outcome; {0} reason, {1} account, {2} day.</summary>
    public required string EraseHeld { get; init; }

    /// <summary>After a release of what was over already.</summary>
    public required string HoldOver { get; init; }

    /// <summary>After a release of what was never placed.</summary>
    public required string HoldUnknown { get; init; }

    /// <summary>After digits in a reason were taken for a number.</summary>
    public required string Blotted { get; init; }

    /// <summary>Nothing to confirm.</summary>
    public required string EraseNothing { get; init; }

    /// <summary>Check box; {0} how many.</summary>
    public required string EraseUnderstood { get; init; }

    /// <summary>Button.</summary>
    public required string EraseNow { get; init; }

    /// <summary>After erasing: {0} how many.</summary>
    public required string EraseDone { get; init; }

    /// <summary>Behind it, if the act could not be printed.</summary>
    public required string EraseNoPdf { get; init; }

    /// <summary>After a mistake.</summary>
    public required string EraseWrong { get; init; }

    /// <summary>After a mistake.</summary>
    public required string EraseChanged { get; init; }

    /// <summary>Heading.</summary>
    public required string Acts { get; init; }

    /// <summary>Empty state.</summary>
    public required string ActsNone { get; init; }

    /// <summary>Below the list; {0} how many.</summary>
    public required string ActsMore { get; init; }

    /// <summary>Column.</summary>
    public required string ActMadeAt { get; init; }

    /// <summary>Column.</summary>
    public required string ActResult { get; init; }

    /// <summary>Behind the numbers of that column; {0} how many.</summary>
    public required string ActBegun { get; init; }

    /// <summary>Column.</summary>
    public required string ActFiles { get; init; }

    /// <summary>Accessible name of a link: {0} form, {1} day.</summary>
    public required string ActDownload { get; init; }

    /// <summary>Heading.</summary>
    public required string Terms { get; init; }

    /// <summary>Below the heading.</summary>
    public required string TermsHelp { get; init; }

    /// <summary>Column.</summary>
    public required string TermClass { get; init; }

    /// <summary>Name of the class of all other calls.</summary>
    public required string TermDefault { get; init; }

    /// <summary>Column.</summary>
    public required string TermRecords { get; init; }

    /// <summary>Column.</summary>
    public required string TermMessages { get; init; }

    /// <summary>A number of days: {0}.</summary>
    public required string TermDays { get; init; }

    /// <summary>No term.</summary>
    public required string TermNotKept { get; init; }

    /// <summary>Column.</summary>
    public required string TermHas { get; init; }

    /// <summary>Column.</summary>
    public required string TermHeld { get; init; }

    /// <summary>Column.</summary>
    public required string TermNext { get; init; }

    /// <summary>Column.</summary>
    public required string TermNextMessages { get; init; }

    /// <summary>Opens what has gone; {0} how many.</summary>
    public required string TermGone { get; init; }

    /// <summary>Column.</summary>
    public required string TermGoneDay { get; init; }

    /// <summary>Column.</summary>
    public required string TermGoneAt { get; init; }

    /// <summary>Column.</summary>
    public required string ActActor { get; init; }

    /// <summary>Purpose of the class of all other calls, unless it is set.</summary>
    public required string TermUsualPurpose { get; init; }
}
