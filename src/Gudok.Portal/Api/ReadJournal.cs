using System.Globalization;
using System.Text.Json;
using Gudok.Access;
using Gudok.Sip;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The journal as programs read it. Each look is an entry, written before anything is answered.</summary>
internal static class ReadJournal
{
    internal static async Task<Results<Ok<JournalPageView>, ProblemHttpResult>> SearchAsync(
        HttpContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<IJournalReader>() is not { } journal) return NotHere();
        var body = await BoundedBody.ReadAsync(context.Request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        if (body is null) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        if (!JournalRequest.TryRead(body, out var search, out var fault))
            return Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NotASearch, "The search is not what it should be.", fault);
        await JournalLooks.NoteAsync(context, Act.JournalSearch, null, [], cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(JournalPageView.Of(await journal.SearchAsync(search, cancellationToken).ConfigureAwait(false)));
    }

    internal static async Task<Results<Ok<JournalProofView>, ProblemHttpResult>> FindAsync(
        string id, HttpContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<IJournalReader>() is not { } journal) return NotHere();
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return NoSuchEntry();
        await JournalLooks.NoteAsync(context, Act.JournalSearch, null, ["entry:" + EntryReference.Of(number)], cancellationToken).ConfigureAwait(false);
        return await journal.FindAsync(number, cancellationToken).ConfigureAwait(false) is { } proved ? TypedResults.Ok(JournalProofView.Of(proved)) : NoSuchEntry();
    }

    private static ProblemHttpResult NoSuchEntry() => Refusals.Problem(StatusCodes.Status404NotFound, AccessFaults.NoSuchEntry, "There is no such entry of the journal.");

    private static ProblemHttpResult NotHere() => Refusals.Problem(StatusCodes.Status501NotImplemented, AccessFaults.NoSuchEntry, "This server keeps no journal.");
}

/// <summary>A search of the journal as a program sends it. Members left out do not narrow.</summary>
internal sealed class JournalRequest
{
    private const string Time = "an RFC 3339 time, such as 2026-11-21T09:00:00Z";
    private const string Word = "a text of up to 200 characters";

    private static readonly Dictionary<string, string> Forms = new()
    {
        ["from"] = Time,
        ["to"] = Time,
        ["actor"] = Word,
        ["act"] = Word,
        ["object"] = Word,
        ["correlation"] = Word,
        ["outcome"] = "one of " + string.Join(", ", AccessWords.Outcomes),
        ["before"] = "next of the page before",
        ["limit"] = $"a number from 1 to {JournalSearch.MostEntries}",
    };

    /// <summary>Written at or after; RFC 3339.</summary>
    public string? From { get; init; }

    /// <summary>Written before; RFC 3339.</summary>
    public string? To { get; init; }

    /// <summary>Id or name of the actor, whole.</summary>
    public string? Actor { get; init; }

    /// <summary>The act; with a dot at the end all that begin so.</summary>
    public string? Act { get; init; }

    /// <summary>The object, whole.</summary>
    public string? Object { get; init; }

    /// <summary>What one request did.</summary>
    public string? Correlation { get; init; }

    /// <summary><c>done</c>, <c>refused</c> or <c>failed</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Where to go on: <c>next</c> of the page before.</summary>
    public string? Before { get; init; }

    /// <summary>Entries of a page, 1 to 500; 50 if left out.</summary>
    public int? Limit { get; init; }

    /// <summary>Reads and checks a search; else says which member is wrong and what it should be, never what it was.</summary>
    public static bool TryRead(byte[] json, out JournalSearch search, out string fault)
    {
        search = new JournalSearch();
        try
        {
            var request = JsonSerializer.Deserialize(json, PortalJson.Default.JournalRequest);
            fault = request is null ? "The body should be one JSON object." : request.Wrong() is { } wrong ? $"{wrong} should be {Forms[wrong]}." : "";
            if (fault.Length == 0) search = request!.Make();
            return fault.Length == 0;
        }
        catch (JsonException)
        {
            fault = "The body should be one JSON object with members of " + string.Join(", ", Forms.Keys) + ", each given once.";
            return false;
        }
    }

    private string? Wrong() =>
        From is not null && !Instant.TryParse(From, out _) ? "from"
        : To is not null && !Instant.TryParse(To, out _) ? "to"
        : Actor?.Length > FilterReader.MaxText ? "actor"
        : Act?.Length > FilterReader.MaxText ? "act"
        : Object?.Length > FilterReader.MaxText ? "object"
        : Correlation?.Length > FilterReader.MaxText ? "correlation"
        : Outcome is not null && !AccessWords.TryRead(Outcome, out ActOutcome _) ? "outcome"
        : Before is not null && !long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "before"
        : Limit is < 1 or > JournalSearch.MostEntries ? "limit"
        : null;

    private JournalSearch Make() => new()
    {
        From = Instant.TryParse(From, out var from) ? from.ToDateTimeOffset() : null,
        To = Instant.TryParse(To, out var to) ? to.ToDateTimeOffset() : null,
        Actor = Actor,
        Act = Act,
        Object = Object,
        Correlation = Correlation,
        Outcome = AccessWords.TryRead(Outcome, out ActOutcome outcome) ? outcome : null,
        Before = long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null,
        Limit = Limit ?? 50,
    };
}
