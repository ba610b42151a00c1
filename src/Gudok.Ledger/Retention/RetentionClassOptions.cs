using System.Globalization;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>A class of calls that are kept for one purpose. A call belongs to it if it meets every condition that is given; of a condition with several
/// values one is enough.</summary>
public sealed class RetentionClassOptions
{
    private const int MostName = 60;
    private const int MostPurpose = 500;

    /// <summary>Its name, by which the ledger knows it again: a class under another name is another class. 1 to 60 characters; no default.</summary>
    public string Name { get; set; } = "";

    /// <summary>Why these calls are kept, in words for those who read the page of terms. 1 to 500 characters; no default.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>For how many days from a call's start its record is kept. Default 1,826, five years; 1 to 36,500.</summary>
    public int RecordDays { get; set; } = 1826;

    /// <summary>For how many days from a call's start its messages are kept; 0 keeps none. Default 7; at most 3,650 and not more than RecordDays.</summary>
    public int MessageDays { get; set; } = 7;

    /// <summary>Condition: numbers or ranges that were dialled, such as <c>112</c> or <c>88005553535</c>. Default any.</summary>
    public IList<string> Dialled { get; } = [];

    /// <summary>Condition: directions, <c>Inbound</c>, <c>Outbound</c>, <c>Internal</c>, <c>Transit</c>, <c>Unknown</c>. Default any.</summary>
    public IList<CallDirection> Directions { get; } = [];

    /// <summary>Condition: services that the record names. Default any.</summary>
    public IList<string> Services { get; } = [];

    /// <summary>Condition: departments that the record names. Default any.</summary>
    public IList<string> Departments { get; } = [];

    /// <summary>Condition: kinds of request that the record names, <c>enquiry</c>, <c>complaint</c>, <c>notification</c>. Default any.</summary>
    public IList<string> Kinds { get; } = [];

    /// <summary>Condition: topics that the record names. Default any.</summary>
    public IList<string> Topics { get; } = [];

    /// <summary>Condition: sources of the record, as <c>--source</c> or the capture agent names them. Default any.</summary>
    public IList<string> Sources { get; } = [];

    internal IEnumerable<string> Mistakes(PartyReader parties)
    {
        if (!IsWords(Name, MostName) || Name == RetentionClass.DefaultName)
            yield return string.Create(CultureInfo.InvariantCulture, $"Name: 1 to {MostName} characters, and not {RetentionClass.DefaultName}");
        if (!IsWords(Purpose, MostPurpose)) yield return string.Create(CultureInfo.InvariantCulture, $"Purpose: 1 to {MostPurpose} characters");
        if (MessageDays > RecordDays) yield return "MessageDays: not more than RecordDays";
        if (Dialled.Count + Directions.Count + Services.Count + Departments.Count + Kinds.Count + Topics.Count + Sources.Count == 0)
            yield return "Dialled: give this or another condition; what meets none belongs to no class, and its terms are Ledger:RecordDays and Ledger:MessageDays";
        // The setting's place, not its text: numbers do not go into logs.
        for (var at = 0; at < Dialled.Count; at++)
        {
            if (!NumberSet.IsNumber(Dialled[at], parties)) yield return string.Create(CultureInfo.InvariantCulture, $"Dialled:{at}: neither a number nor a range first..last of one length");
        }

        for (var at = 0; at < Kinds.Count; at++)
        {
            if (!HandlingWords.Kinds.Contains(Kinds[at])) yield return string.Create(CultureInfo.InvariantCulture, $"Kinds:{at}: enquiry, complaint or notification");
        }
    }

    private static bool IsWords(string text, int most) => text.Length > 0 && text.Length <= most && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}
