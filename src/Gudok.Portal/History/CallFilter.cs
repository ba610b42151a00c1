using System.Globalization;
using System.Text;
using Gudok.Calls;
using Gudok.Ledger;

namespace Gudok.Portal;

/// <summary>What a person asked of the call history, in the person's own days and words. Members that are null do not narrow.</summary>
public sealed record CallFilter
{
    /// <summary>First day, in the reader's zone.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, in the reader's zone, the day included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>A number in any spelling, or a part of it. Never goes into an address.</summary>
    public string? Number { get; init; }

    /// <summary>One of these directions; empty for all.</summary>
    public IReadOnlyList<CallDirection> Directions { get; init; } = [];

    /// <summary>One of these dispositions; empty for all.</summary>
    public IReadOnlyList<CallDisposition> Dispositions { get; init; } = [];

    /// <summary>Talk time of at least so many seconds.</summary>
    public int? MinTalkSeconds { get; init; }

    /// <summary>Talk time of at most so many seconds.</summary>
    public int? MaxTalkSeconds { get; init; }

    /// <summary>One of these kinds; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>One of these ways of handling; empty for all.</summary>
    public IReadOnlyList<string> Handlings { get; init; } = [];

    /// <summary>This priority.</summary>
    public int? Priority { get; init; }

    /// <summary>This topic.</summary>
    public string? Topic { get; init; }

    /// <summary>This service.</summary>
    public string? Service { get; init; }

    /// <summary>This operator.</summary>
    public string? Operator { get; init; }

    /// <summary>Calls of one conversation.</summary>
    public string? LinkId { get; init; }

    /// <summary>Where the page begins.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether anything narrows.</summary>
    public bool IsNarrowed => Number is not null || Address() != "/calls";

    /// <summary>Whether it narrows by what people say of calls.</summary>
    public bool IsByHandling => Kinds.Count + Handlings.Count > 0 || Priority is not null || Topic is not null || Service is not null || Operator is not null;

    /// <summary>Prints nothing of what was asked: it may hold a number.</summary>
    public override string ToString() => nameof(CallFilter);

    /// <summary>The question that the ledger understands.</summary>
    internal CallSearch ToSearch(TimeZoneInfo zone, int limit) => new()
    {
        From = From is { } from ? Say.StartOf(from, zone) : null,
        To = To is { } to ? Say.StartOf(to.AddDays(1), zone) : null,
        Number = Number,
        Directions = Directions.Count > 0 ? Directions : null,
        Dispositions = Dispositions.Count > 0 ? Dispositions : null,
        MinTalkSeconds = MinTalkSeconds,
        MaxTalkSeconds = MaxTalkSeconds,
        Kinds = Kinds.Count > 0 ? Kinds : null,
        Handlings = Handlings.Count > 0 ? Handlings : null,
        Priorities = Priority is { } priority ? [priority] : null,
        Topics = Topic is null ? null : [Topic],
        Services = Service is null ? null : [Service],
        Operators = Operator is null ? null : [Operator],
        LinkId = LinkId,
        Cursor = Cursor,
        Limit = limit,
    };

    /// <summary>Address of the history with this filter, the number left out.</summary>
    internal string Address(string? cursor = null)
    {
        var query = new StringBuilder();
        Add("from", From?.ToString("O", CultureInfo.InvariantCulture));
        Add("to", To?.ToString("O", CultureInfo.InvariantCulture));
        foreach (var direction in Directions) Add("direction", Word.Of(direction));
        foreach (var disposition in Dispositions) Add("disposition", Word.Of(disposition));
        Add("minTalk", MinTalkSeconds?.ToString(CultureInfo.InvariantCulture));
        Add("maxTalk", MaxTalkSeconds?.ToString(CultureInfo.InvariantCulture));
        foreach (var kind in Kinds) Add("kind", kind);
        foreach (var handling in Handlings) Add("handling", handling);
        Add("priority", Priority?.ToString(CultureInfo.InvariantCulture));
        Add("topic", Topic);
        Add("service", Service);
        Add("operator", Operator);
        Add("link", LinkId);
        Add("cursor", cursor);
        return "/calls" + query;

        void Add(string name, string? value)
        {
            if (value is not null) query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
