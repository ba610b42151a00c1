using Gudok.Access;
using Gudok.Numbers;

namespace Gudok.Portal;

/// <summary>What the pages of exports say.</summary>
internal sealed partial record ExportTexts
{
    public required string Exports { get; init; }
    public required string Lead { get; init; }
    public required string None { get; init; }
    public required string Ask { get; init; }
    public required string AskHelp { get; init; }
    public required string Format { get; init; }
    public required string Form { get; init; }
    public required string FormPseudonym { get; init; }
    public required string FormMask { get; init; }
    public required string FormFull { get; init; }
    public required string Reason { get; init; }
    public required string ReasonHint { get; init; }
    public required string Hours { get; init; }

    /// <summary>“At most {0} h”.</summary>
    public required string HoursHint { get; init; }
    public required string Send { get; init; }
    public required string Sent { get; init; }
    public required string OpenRequest { get; init; }
    public required string Request { get; init; }
    public required string AskedBy { get; init; }
    public required string AskedAt { get; init; }
    public required string State { get; init; }
    public required string What { get; init; }
    public required string AllCalls { get; init; }
    public required string FiltersGone { get; init; }
    public required string Calls { get; init; }
    public required string Cut { get; init; }
    public required string DecidedBy { get; init; }
    public required string EndsAt { get; init; }
    public required string EndedAt { get; init; }
    public required string Decide { get; init; }
    public required string DecideHelp { get; init; }
    public required string Approve { get; init; }
    public required string Refuse { get; init; }
    public required string Why { get; init; }
    public required string SendDecision { get; init; }
    public required string SaidApproved { get; init; }
    public required string SaidRefused { get; init; }
    public required string SaidWithdrawn { get; init; }
    public required string Withdraw { get; init; }
    public required string WithdrawWarning { get; init; }
    public required string Making { get; init; }
    public required string Download { get; init; }

    /// <summary>“{0} downloads left”.</summary>
    public required string DownloadsLeft { get; init; }
    public required string Password { get; init; }
    public required string PasswordHelp { get; init; }
    public required string PasswordOnce { get; init; }
    public required string PasswordGone { get; init; }
    public required string Code { get; init; }
    public required string ShowPassword { get; init; }
    public required string ByPasskey { get; init; }
    public required string PasskeyFailed { get; init; }
    public required string Demo { get; init; }

    /// <summary>“Part of a number, {0} digits”.</summary>
    public required string PartOfNumber { get; init; }
    public required IReadOnlyDictionary<ExportState, string> States { get; init; }
    public required IReadOnlyDictionary<string, string> Endings { get; init; }
    public required IReadOnlyDictionary<string, string> Faults { get; init; }

    /// <summary>In the reader's language.</summary>
    public static ExportTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    public string FormOf(PartyForm form) => form switch
    {
        PartyForm.Pseudonym => FormPseudonym,
        PartyForm.Mask => FormMask,
        PartyForm.Full => FormFull,
    };

    /// <summary>Why it ended, if it did before its time.</summary>
    public string? EndingOf(string? word) => word is null ? null : Endings.GetValueOrDefault(word, word);

    public string FaultOf(string code) => Faults.GetValueOrDefault(code, Faults[AccessFaults.ExportWrong]);
}
