using System.Globalization;
using Gudok.Access;
using Microsoft.Extensions.Primitives;

namespace Gudok.Portal;

/// <summary>What the page of the journal is asked for. It never stands in an address: people may type a number anywhere.</summary>
internal sealed record JournalFilter
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? Actor { get; init; }

    public string? Act { get; init; }

    public string? Object { get; init; }

    public string? Correlation { get; init; }

    public ActOutcome? Outcome { get; init; }

    public long? Before { get; init; }

    /// <summary>Whether anything narrows it.</summary>
    public bool IsNarrowed => this with { Before = null } != new JournalFilter();

    /// <summary>The names of what is set, for the entry that the search itself leaves.</summary>
    public string Names
    {
        get
        {
            (string Name, bool IsSet)[] all =
            [
                ("from", From is not null), ("to", To is not null), ("actor", Actor is not null), ("act", Act is not null),
                ("object", Object is not null), ("request", Correlation is not null), ("outcome", Outcome is not null),
            ];
            return string.Join(' ', all.Where(one => one.IsSet).Select(one => one.Name));
        }
    }

    /// <summary>Reads the fields that the page sent; null if one is not what it should be.</summary>
    public static JournalFilter? Read(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        JournalFilter? filter = new();
        foreach (var (name, values) in fields)
        {
            if (values is [] or [""]) continue;
            if (values is not [{ Length: <= FilterReader.MaxText } text]) return null;
            filter = filter.Take(name, text.Trim());
            if (filter is null) return null;
        }

        return filter;
    }

    public JournalSearch ToSearch(TimeZoneInfo zone, int limit) => new()
    {
        From = From is { } from ? Say.StartOf(from, zone).ToDateTimeOffset() : null,
        To = To is { } to ? Say.StartOf(to.AddDays(1), zone).ToDateTimeOffset() : null,
        Actor = Actor,
        Act = Act,
        Object = Object,
        Correlation = Correlation,
        Outcome = Outcome,
        Before = Before,
        Limit = Math.Min(limit, JournalSearch.MostEntries),
    };

    private JournalFilter? Take(string name, string text) => name switch
    {
        "from" => Day(text) is { } day ? this with { From = day } : null,
        "to" => Day(text) is { } day && day < DateOnly.MaxValue ? this with { To = day } : null,
        "actor" => this with { Actor = text },
        "act" => this with { Act = text },
        "object" => this with { Object = text },
        "request" => this with { Correlation = text },
        "outcome" => AccessWords.TryRead(text, out ActOutcome outcome) ? this with { Outcome = outcome } : null,
        "before" => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? this with { Before = before } : null,
        _ => null,
    };

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1970 ? day : null;
}
