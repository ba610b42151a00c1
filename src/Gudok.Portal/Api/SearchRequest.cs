using System.Text.Json;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Sip;

namespace Gudok.Portal;

/// <summary>A search as a program sends it. Members left out do not narrow.</summary>
internal sealed class SearchRequest
{
    /// <summary>Starts at or after; RFC 3339.</summary>
    public string? From { get; init; }

    /// <summary>Starts before; RFC 3339.</summary>
    public string? To { get; init; }

    /// <summary>A number in any spelling, or a part of it, up to 200 characters.</summary>
    public string? Number { get; init; }

    /// <summary>One of these directions.</summary>
    public IReadOnlyList<CallDirection>? Direction { get; init; }

    /// <summary>One of these dispositions.</summary>
    public IReadOnlyList<CallDisposition>? Disposition { get; init; }

    /// <summary>Talk time of at least so many seconds.</summary>
    public double? MinTalkSeconds { get; init; }

    /// <summary>Talk time of at most so many seconds.</summary>
    public double? MaxTalkSeconds { get; init; }

    /// <summary>Taken by one of these operators; letter case does not matter here and below.</summary>
    public IReadOnlyList<string>? Operator { get; init; }

    /// <summary>Of one of these services, as amended.</summary>
    public IReadOnlyList<string>? Service { get; init; }

    /// <summary>About one of these topics, as amended.</summary>
    public IReadOnlyList<string>? Topic { get; init; }

    /// <summary>Of one of these kinds, as amended: enquiry, complaint, notification.</summary>
    public IReadOnlyList<string>? Kind { get; init; }

    /// <summary>Handled so, as amended: handled, inWork, refused.</summary>
    public IReadOnlyList<string>? Handling { get; init; }

    /// <summary>Of one of these priorities, as amended.</summary>
    public IReadOnlyList<int>? Priority { get; init; }

    /// <summary>Calls of one conversation: <c>linkId</c> of one of them.</summary>
    public string? LinkId { get; init; }

    /// <summary>Where to go on: <c>next</c> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Calls of a page, 1 to 1000; 50 if left out.</summary>
    public int? Limit { get; init; }

    /// <summary>Reads and checks a search; else says which member is wrong and what it should be, never what it was.</summary>
    public static bool TryRead(byte[] json, out CallSearch search, out string fault)
    {
        search = new CallSearch();
        fault = "";
        SearchRequest? request;
        try
        {
            request = JsonSerializer.Deserialize(json, PortalJson.Default.SearchRequest);
        }
        catch (JsonException broken)
        {
            fault = Explain(broken.Path);
            return false;
        }

        if (request is null)
        {
            fault = NotAnObject;
            return false;
        }

        return request.TryMake(out search, out fault);
    }

    private const string Words = "a list of up to 20 texts of up to 200 characters";
    private const int MostWords = 20;
    private const string NotAnObject = "The body should be one JSON object.";

    private static readonly Dictionary<string, string> Forms = new()
    {
        ["from"] = "an RFC 3339 time, such as 2026-11-21T09:00:00Z",
        ["to"] = "an RFC 3339 time, such as 2026-11-21T09:00:00Z",
        ["number"] = "a number or part of it, up to 200 characters",
        ["direction"] = "a list of " + string.Join(", ", Word.All<CallDirection>()),
        ["disposition"] = "a list of " + string.Join(", ", Word.All<CallDisposition>()),
        ["minTalkSeconds"] = "a number of seconds, 0 or more",
        ["maxTalkSeconds"] = "a number of seconds, 0 or more",
        ["operator"] = Words,
        ["service"] = Words,
        ["topic"] = Words,
        ["kind"] = "a list of enquiry, complaint, notification",
        ["handling"] = "a list of handled, inWork, refused",
        ["priority"] = $"a list of numbers from 1 to {HandlingWords.LowestPriority}",
        ["linkId"] = "the linkId of a call",
        ["cursor"] = "next of the page before",
        ["limit"] = $"a number from 1 to {CallQuery.MaxLimit}",
    };

    /// <summary>The search, if every member is what it should be; else which is not and what it should be.</summary>
    public bool TryMake(out CallSearch search, out string fault)
    {
        Instant from = default, to = default;
        search = new CallSearch();
        var wrong =
            From is not null && !Instant.TryParse(From, out from) ? "from"
            : To is not null && !Instant.TryParse(To, out to) ? "to"
            : Number?.Length > FilterReader.MaxText ? "number"
            : !AreSeconds(MinTalkSeconds) ? "minTalkSeconds"
            : !AreSeconds(MaxTalkSeconds) ? "maxTalkSeconds"
            : !AreWords(Operator) ? "operator"
            : !AreWords(Service) ? "service"
            : !AreWords(Topic) ? "topic"
            : Kind?.All(HandlingWords.Kinds.Contains) == false ? "kind"
            : Handling?.All(HandlingWords.Handlings.Contains) == false ? "handling"
            : Priority?.All(level => level is >= 1 and <= HandlingWords.LowestPriority) == false ? "priority"
            : LinkId?.Length > FilterReader.MaxText ? "linkId"
            : Cursor?.Length > FilterReader.MaxText ? "cursor"
            : Limit is < 1 or > CallQuery.MaxLimit ? "limit"
            : null;
        fault = wrong is null ? "" : $"{wrong} should be {Forms[wrong]}.";
        if (wrong is not null) return false;
        search = new CallSearch
        {
            From = From is null ? null : from,
            To = To is null ? null : to,
            Number = string.IsNullOrWhiteSpace(Number) ? null : Number,
            Directions = Direction,
            Dispositions = Disposition,
            MinTalkSeconds = MinTalkSeconds,
            MaxTalkSeconds = MaxTalkSeconds,
            Operators = Operator,
            Services = Service,
            Topics = Topic,
            Kinds = Kind,
            Handlings = Handling,
            Priorities = Priority,
            LinkId = LinkId,
            Cursor = Cursor,
            Limit = Limit ?? 50,
        };
        return true;
    }

    private static bool AreSeconds(double? seconds) => seconds is null || (double.IsFinite(seconds.Value) && seconds >= 0);

    private static bool AreWords(IReadOnlyList<string>? words) =>
        words is null || (words.Count <= MostWords && words.All(word => word is { Length: <= FilterReader.MaxText }));

    private static string Explain(string? path)
    {
        if (path is null || !path.StartsWith("$.", StringComparison.Ordinal)) return NotAnObject;
        var member = path[2..].Split('[')[0];
        return Forms.TryGetValue(member, out var form)
            ? $"{member} should be {form}, and given once."
            : "The body holds a member that is not one of " + string.Join(", ", Forms.Keys) + ".";
    }
}
