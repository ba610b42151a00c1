using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gudok.Portal;

/// <summary>What programs read.</summary>
internal static class ReadCalls
{
    internal static async Task<Results<Ok<CallPage>, ProblemHttpResult>> SearchAsync(
        HttpRequest request, ICallReader calls, CancellationToken cancellationToken)
    {
        var body = await BoundedBody.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        if (body is null) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        if (!SearchRequest.TryRead(body, out var search, out var fault)) return NotASearch(fault);
        return TypedResults.Ok(await calls.SearchAsync(search, PartyForm.Mask, cancellationToken).ConfigureAwait(false));
    }

    internal static async Task<Results<Ok<CallView>, ProblemHttpResult>> FindAsync(
        string id, ICallReader calls, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        var call = await calls.FindAsync(recordId, PartyForm.Mask, cancellationToken).ConfigureAwait(false);
        return call is null ? Refusals.NoSuchCall() : TypedResults.Ok(call);
    }

    internal static async Task<Results<Ok<CallMessages>, ProblemHttpResult>> MessagesAsync(
        string id, ICallReader calls, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        var messages = await calls.MessagesAsync(recordId, cancellationToken).ConfigureAwait(false);
        return messages is null ? Refusals.NoSuchCall() : TypedResults.Ok(messages);
    }

    /// <param name="direction">Only these directions.</param>
    /// <param name="disposition">Only these dispositions.</param>
    /// <param name="calls">Where calls come from.</param>
    /// <param name="live">Gives a seat.</param>
    internal static Results<EventStream, ProblemHttpResult> FollowAsync(
        // Said outright: the generator would take lists for a body, and then an address without one leads elsewhere.
        [FromQuery] string[]? direction, [FromQuery] string[]? disposition, ICallReader calls, LiveCalls live)
    {
        if (!TryRead<CallDirection>(direction, out var directions)) return NotASearch("direction should be one of " + string.Join(", ", Word.All<CallDirection>()));
        if (!TryRead<CallDisposition>(disposition, out var dispositions)) return NotASearch("disposition should be one of " + string.Join(", ", Word.All<CallDisposition>()));
        if (live.TryEnter() is not { } seat) return Refusals.TooManyFollowers();
        var search = new CallSearch { Directions = directions, Dispositions = dispositions };
        return new EventStream(seat, stop => EventsAsync(live, calls, search, stop));
    }

    private static async IAsyncEnumerable<ServerEvent> EventsAsync(
        LiveCalls live, ICallReader calls, CallSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in live.GatherAsync(calls, search, cancellationToken).ConfigureAwait(false))
        {
            if (batch.Missed > 0) yield return new ServerEvent("missed", batch.Missed.ToString(CultureInfo.InvariantCulture));
            foreach (var call in batch.Calls)
            {
                var json = JsonSerializer.Serialize(call.Call, CallsJson.Plain.CallView);
                yield return new ServerEvent(call.IsCorrection ? "correction" : "call", json, call.Call.Id);
            }

            if (batch.Calls.Count == 0) yield return ServerEvent.Heartbeat;
        }
    }

    private static bool TryRead<T>(string[]? words, out IReadOnlyList<T>? values) where T : struct, Enum
    {
        values = null;
        if (words is null or []) return true;
        var read = new List<T>();
        foreach (var word in words)
        {
            if (!Word.TryRead(word, out T value)) return false;
            read.Add(value);
        }

        values = read;
        return true;
    }

    private static ProblemHttpResult NotASearch(string fault) =>
        Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NotASearch, "The search is not what it should be.", fault);
}
