using System.Globalization;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Which calls are kept for which purpose and how long. Section <c>Retention</c> of the settings. A call belongs to the first class whose rule it
/// meets when it is first recorded, and stays in it; all others are kept as <c>Ledger:RecordDays</c>, <c>Ledger:MessageDays</c> and <c>Ledger:Purpose</c> say.</summary>
public sealed class RetentionOptions
{
    /// <summary>The most classes of the settings.</summary>
    public const int MostClasses = 50;

    /// <summary>The classes in the order in which they are tried. Default none; at most 50. One that is taken out keeps its terms until its calls are gone.</summary>
    public IList<RetentionClassOptions> Classes { get; } = [];

    /// <summary>What the ledger is told of them.</summary>
    public IReadOnlyList<RetentionTerms> ToTerms() => [.. Classes.Select(one => new RetentionTerms(one.Name, one.Purpose, one.RecordDays, one.MessageDays))];

    /// <summary>All mistakes in these settings that are no ranges, each naming its setting; empty if there are none.</summary>
    /// <param name="parties">Reads numbers as those of calls are read.</param>
    public IReadOnlyList<string> Validate(PartyReader parties)
    {
        List<string> mistakes = [];
        if (Classes.Count > MostClasses) mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"Retention:Classes: at most {MostClasses}"));
        for (var at = 0; at < Classes.Count; at++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"Retention:Classes:{at}");
            mistakes.AddRange(Classes[at].Mistakes(parties).Select(mistake => $"{path}:{mistake}"));
            if (Classes.Take(at).Any(earlier => earlier.Name == Classes[at].Name)) mistakes.Add($"{path}:Name: another name than those of the classes before");
        }

        return mistakes;
    }
}
