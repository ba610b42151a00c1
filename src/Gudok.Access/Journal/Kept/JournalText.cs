using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>What of an entry is kept: within limits, and without anything that could be a telephone number, whoever wrote it and wherever it stands.</summary>
internal static partial class JournalText
{
    /// <summary>The most objects that an entry names; it tells how many more there were.</summary>
    public const int MostObjects = 100;

    private const int MostWords = 1000;
    private const int MostName = 200;

    /// <summary>The entry as it is kept.</summary>
    /// <exception cref="ArgumentException">The act is none: a mistake of ours.</exception>
    public static JournalEntry Clean(JournalEntry entry)
    {
        if (!Act().IsMatch(entry.Act)) throw new ArgumentException($"\"{PlainWords.WithoutNumbers(entry.Act, MostName)}\" is no name of an act.", nameof(entry));
        var actor = entry.Actor;
        var more = entry.Objects.Count - MostObjects;
        var detail = more > 0 ? string.Create(CultureInfo.InvariantCulture, $"{entry.Detail} (and {more} more objects)").TrimStart() : entry.Detail;
        return entry with
        {
            Actor = actor with { Id = CleanId(actor.Id), Name = Words(actor.Name, MostName), Address = CleanAddress(actor.Address), Session = actor.Session is null ? null : CleanId(actor.Session) },
            Reason = entry.Reason is null ? null : Words(entry.Reason, MostWords),
            Objects = [.. entry.Objects.Take(MostObjects).Select(CleanObject)],
            Detail = detail is null ? null : Words(detail, MostWords),
            Correlation = entry.Correlation is null ? null : CleanId(entry.Correlation),
        };
    }

    private static string Words(string text, int most) => PlainWords.WithoutNumbers(text, most);

    /// <summary>Ids of ours have digits in any order, and are none of a telephone; anything else is read as words.</summary>
    private static string CleanId(string id) => IsOurs(id) ? id : Words(id, MostName);

    // Only as the framework itself writes it: 2101234567 is an address, too.
    private static string? CleanAddress(string? address) =>
        address is null || (IPAddress.TryParse(address, out var read) && read.ToString() == address) ? address : Words(address, MostName);

    private static string CleanObject(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, id) = (text[..(colon + 1)], text[(colon + 1)..]);
        return IsOurs(id) ? Words(kind, MostName) + id : Words(text, MostName);
    }

    private static bool IsOurs(string id) =>
        Random().IsMatch(id) || (Guid.TryParseExact(id, "D", out var guid) && guid.Version is 4 or 7 or 8 && guid.Variant >> 2 == 2);

    [GeneratedRegex(@"^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z-]*)+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Act();

    // Trace ids, and pseudonyms of parties.
    [GeneratedRegex(@"^(?=.*[a-f])(?:[0-9a-f]{20}|[0-9a-f]{32})\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Random();
}
