namespace Gudok.Portal;

/// <summary>Every text of the pages in one language. A text that one language lacks does not compile.</summary>
internal sealed partial record Texts
{
    /// <summary>Code of the language.</summary>
    public required string Language { get; init; }

    /// <summary>Name of the product.</summary>
    public required string Brand { get; init; }

    /// <summary>Skip link.</summary>
    public required string SkipToMain { get; init; }

    /// <summary>Label of the navigation.</summary>
    public required string MainNavigation { get; init; }

    /// <summary>Label of the language switch.</summary>
    public required string LanguageLabel { get; init; }

    /// <summary>Button that changes light and dark.</summary>
    public required string ThemeToggle { get; init; }

    /// <summary>Heading of the call history.</summary>
    public required string History { get; init; }

    /// <summary>Label of the filter form.</summary>
    public required string FilterLabel { get; init; }

    /// <summary>Label: first day.</summary>
    public required string From { get; init; }

    /// <summary>Label: last day.</summary>
    public required string To { get; init; }

    /// <summary>Label: number.</summary>
    public required string Number { get; init; }

    /// <summary>Why the number field needs scripts.</summary>
    public required string NumberHint { get; init; }

    /// <summary>Label and column: direction.</summary>
    public required string Direction { get; init; }

    /// <summary>Label and column: how it went out.</summary>
    public required string Disposition { get; init; }

    /// <summary>Label: least talk time.</summary>
    public required string TalkFrom { get; init; }

    /// <summary>Label: most talk time.</summary>
    public required string TalkTo { get; init; }

    /// <summary>Button.</summary>
    public required string Search { get; init; }

    /// <summary>Link that drops all filters.</summary>
    public required string Reset { get; init; }

    /// <summary>Preset.</summary>
    public required string Today { get; init; }

    /// <summary>Preset.</summary>
    public required string Yesterday { get; init; }

    /// <summary>Preset.</summary>
    public required string Week { get; init; }

    /// <summary>Caption of the table.</summary>
    public required string Calls { get; init; }

    /// <summary>Column: time.</summary>
    public required string StartedAt { get; init; }

    /// <summary>Column: who called.</summary>
    public required string Caller { get; init; }

    /// <summary>Column: who was called.</summary>
    public required string Callee { get; init; }

    /// <summary>Small print: dialled, where it differs.</summary>
    public required string Dialled { get; init; }

    /// <summary>Column: talk time.</summary>
    public required string Talk { get; init; }

    /// <summary>Column: waiting.</summary>
    public required string Setup { get; init; }

    /// <summary>Column: operator.</summary>
    public required string Operator { get; init; }

    /// <summary>Button: next page.</summary>
    public required string Older { get; init; }

    /// <summary>After the last row.</summary>
    public required string EndOfList { get; init; }

    /// <summary>Pill, a count follows.</summary>
    public required string NewCalls { get; init; }

    /// <summary>State of the live stream.</summary>
    public required string LiveOn { get; init; }

    /// <summary>State of the live stream.</summary>
    public required string LiveOff { get; init; }

    /// <summary>Empty state without filter.</summary>
    public required string NothingYet { get; init; }

    /// <summary>Empty state with filter.</summary>
    public required string NothingFound { get; init; }

    /// <summary>What to do.</summary>
    public required string NothingFoundHelp { get; init; }

    /// <summary>Empty state: import.</summary>
    public required string EmptyImport { get; init; }

    /// <summary>Empty state: HEP.</summary>
    public required string EmptyHep { get; init; }

    /// <summary>The part matched too many parties.</summary>
    public required string PartCut { get; init; }

    /// <summary>Search by part before the directory is loaded; {0} is the percentage.</summary>
    public required string DirectoryLoading { get; init; }

    /// <summary>A caller who hid the identity.</summary>
    public required string Withheld { get; init; }

    /// <summary>A party that was erased.</summary>
    public required string Erased { get; init; }

    /// <summary>Nothing is known.</summary>
    public required string None { get; init; }

    /// <summary>Unit.</summary>
    public required string Seconds { get; init; }

    /// <summary>Unit.</summary>
    public required string Milliseconds { get; init; }

    /// <summary>Heading of a call's card.</summary>
    public required string Call { get; init; }

    /// <summary>Link.</summary>
    public required string BackToHistory { get; init; }

    public required string ToStart { get; init; }

    /// <summary>Section.</summary>
    public required string Parties { get; init; }

    /// <summary>Section.</summary>
    public required string Timeline { get; init; }

    /// <summary>Section.</summary>
    public required string Facts { get; init; }

    /// <summary>Section.</summary>
    public required string Legs { get; init; }

    /// <summary>Section.</summary>
    public required string Ladder { get; init; }

    /// <summary>Phase before ringing.</summary>
    public required string PhaseSetup { get; init; }

    /// <summary>Phase of ringing.</summary>
    public required string PhaseRinging { get; init; }

    /// <summary>Phase of talk.</summary>
    public required string PhaseTalk { get; init; }

    /// <summary>Moment of the end.</summary>
    public required string PhaseEnd { get; init; }

    /// <summary>The end was not seen.</summary>
    public required string PhaseUnended { get; init; }

    /// <summary>Accessible name of the picture.</summary>
    public required string TimelineTitle { get; init; }

    /// <summary>Fact.</summary>
    public required string EndedBy { get; init; }

    /// <summary>Value.</summary>
    public required string EndedByCaller { get; init; }

    /// <summary>Value.</summary>
    public required string EndedByCallee { get; init; }

    /// <summary>Value.</summary>
    public required string EndedBySystem { get; init; }

    /// <summary>Value.</summary>
    public required string EndedByUnknown { get; init; }

    /// <summary>Fact.</summary>
    public required string SipStatus { get; init; }

    /// <summary>Fact.</summary>
    public required string Cause { get; init; }

    /// <summary>Fact.</summary>
    public required string EarlyMedia { get; init; }

    /// <summary>Fact.</summary>
    public required string Transfer { get; init; }

    /// <summary>Value.</summary>
    public required string TransferNone { get; init; }

    /// <summary>Value.</summary>
    public required string TransferBlind { get; init; }

    /// <summary>Value.</summary>
    public required string TransferAttended { get; init; }

    /// <summary>Value.</summary>
    public required string TransferDiverted { get; init; }

    /// <summary>Fact.</summary>
    public required string Quality { get; init; }

    /// <summary>Part of quality.</summary>
    public required string Loss { get; init; }

    /// <summary>Part of quality.</summary>
    public required string Jitter { get; init; }

    /// <summary>Part of quality.</summary>
    public required string RoundTrip { get; init; }

    /// <summary>Fact.</summary>
    public required string Channel { get; init; }

    /// <summary>Fact.</summary>
    public required string Department { get; init; }

    /// <summary>Fact.</summary>
    public required string Service { get; init; }

    /// <summary>Fact.</summary>
    public required string Topic { get; init; }

    /// <summary>Fact.</summary>
    public required string Kind { get; init; }

    /// <summary>Fact.</summary>
    public required string Application { get; init; }

    /// <summary>Fact.</summary>
    public required string Priority { get; init; }

    /// <summary>Fact.</summary>
    public required string Handling { get; init; }

    /// <summary>Fact.</summary>
    public required string Region { get; init; }

    /// <summary>Fact.</summary>
    public required string Source { get; init; }

    /// <summary>Fact.</summary>
    public required string SessionId { get; init; }

    /// <summary>Fact.</summary>
    public required string RecordId { get; init; }

    /// <summary>Link to the file that proves the call.</summary>
    public required string Evidence { get; init; }

    /// <summary>Link to the calls of the conversation.</summary>
    public required string Related { get; init; }

    /// <summary>Shown while the list is narrowed to a conversation.</summary>
    public required string RelatedFilter { get; init; }

    /// <summary>Flag.</summary>
    public required string FlagIncomplete { get; init; }

    /// <summary>Flag.</summary>
    public required string FlagStartEstimated { get; init; }

    /// <summary>Flag.</summary>
    public required string FlagEndEstimated { get; init; }

    /// <summary>Flag.</summary>
    public required string FlagLoss { get; init; }

    /// <summary>Label of the flags.</summary>
    public required string FlagsLabel { get; init; }

    /// <summary>Column of legs.</summary>
    public required string Address { get; init; }

    /// <summary>Column of legs.</summary>
    public required string Answered { get; init; }

    /// <summary>Column of legs.</summary>
    public required string Ended { get; init; }

    /// <summary>Retention state.</summary>
    public required string MessagesNotKept { get; init; }

    /// <summary>Retention state.</summary>
    public required string MessagesErased { get; init; }

    /// <summary>More messages than are drawn: {0} shown of {1}.</summary>
    public required string MessagesCut { get; init; }

    /// <summary>How to use the ladder.</summary>
    public required string LadderHelp { get; init; }

    /// <summary>Accessible name of the ladder.</summary>
    public required string LadderTitle { get; init; }

    /// <summary>Mark of a repeated message.</summary>
    public required string Retransmission { get; init; }

    /// <summary>Link below a message.</summary>
    public required string BackToLadder { get; init; }

    /// <summary>Heading of a message.</summary>
    public required string MessageHeading { get; init; }

    /// <summary>Value.</summary>
    public required string DirectionUnknown { get; init; }

    /// <summary>Value.</summary>
    public required string DirectionInbound { get; init; }

    /// <summary>Value.</summary>
    public required string DirectionOutbound { get; init; }

    /// <summary>Value.</summary>
    public required string DirectionInternal { get; init; }

    /// <summary>Value.</summary>
    public required string DirectionTransit { get; init; }

    /// <summary>Value.</summary>
    public required string DispositionUnknown { get; init; }

    /// <summary>Value.</summary>
    public required string DispositionAnswered { get; init; }

    /// <summary>Value.</summary>
    public required string DispositionBusy { get; init; }

    /// <summary>Value.</summary>
    public required string DispositionCancelled { get; init; }

    /// <summary>Value.</summary>
    public required string DispositionNoAnswer { get; init; }

    /// <summary>Value.</summary>
    public required string DispositionRejected { get; init; }

    /// <summary>Value.</summary>
    public required string DispositionFailed { get; init; }

    /// <summary>Error heading.</summary>
    public required string ErrorNotFound { get; init; }

    /// <summary>What to do.</summary>
    public required string ErrorNotFoundHelp { get; init; }

    /// <summary>Error heading.</summary>
    public required string ErrorNoCall { get; init; }

    /// <summary>What to do.</summary>
    public required string ErrorNoCallHelp { get; init; }

    /// <summary>Error heading; the field follows.</summary>
    public required string ErrorBadFilter { get; init; }

    /// <summary>What to do.</summary>
    public required string ErrorBadFilterHelp { get; init; }

    /// <summary>Error heading.</summary>
    public required string ErrorNumberInAddress { get; init; }

    /// <summary>What to do.</summary>
    public required string ErrorNumberInAddressHelp { get; init; }

    /// <summary>Error heading.</summary>
    public required string ErrorFailed { get; init; }

    /// <summary>What to do.</summary>
    public required string ErrorFailedHelp { get; init; }

    /// <summary>Error heading.</summary>
    public required string ErrorRequest { get; init; }

    /// <summary>Label of the fault code.</summary>
    public required string ErrorCode { get; init; }
}
