using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gudok.Access;
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
        HttpRequest request, ICallReader calls, CallGate gate, CancellationToken cancellationToken)
    {
        var body = await BoundedBody.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        if (body is null) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        if (!SearchRequest.TryRead(body, out var search, out var fault)) return NotASearch(fault);
        var (narrow, sight) = await gate.NarrowAsync(Act.CallsSearch, search, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(await calls.SearchAsync(narrow, sight, cancellationToken).ConfigureAwait(false));
    }

    internal static async Task<Results<Ok<CallView>, ProblemHttpResult>> FindAsync(
        string id, HttpResponse response, CallGate gate, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        if (await gate.FindAsync(Act.CallRead, recordId, cancellationToken).ConfigureAwait(false) is not var (call, _)) return Refusals.NoSuchCall();
        response.Headers.ETag = AmendCalls.ETag(call.Version);
        return TypedResults.Ok(call);
    }

    internal static async Task<Results<Ok<CallMessages>, ProblemHttpResult>> MessagesAsync(
        string id, ICallReader calls, CallGate gate, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        if (await gate.FindAsync(Act.MessagesRead, recordId, cancellationToken).ConfigureAwait(false) is null) return Refusals.NoSuchCall();
        var messages = await calls.MessagesAsync(recordId, cancellationToken).ConfigureAwait(false);
        return messages is null ? Refusals.NoSuchCall() : TypedResults.Ok(messages);
    }

    /// <param name="direction">Only these directions.</param>
    /// <param name="disposition">Only these dispositions.</param>
    /// <param name="calls">Where calls come from.</param>
    /// <param name="gate">Narrows to what was granted.</param>
    /// <param name="live">Gives a seat.</param>
    /// <param name="cancellationToken">Cancels before the stream begins.</param>
    internal static async Task<Results<EventStream, ProblemHttpResult>> FollowAsync(
        // Said outright: the generator would take lists for a body, and then an address without one leads elsewhere.
        [FromQuery] string[]? direction, [FromQuery] string[]? disposition, ICallReader calls, CallGate gate, LiveCalls live, CancellationToken cancellationToken)
    {
        if (!TryRead<CallDirection>(direction, out var directions)) return NotASearch("direction should be one of " + string.Join(", ", Word.All<CallDirection>()));
        if (!TryRead<CallDisposition>(disposition, out var dispositions)) return NotASearch("disposition should be one of " + string.Join(", ", Word.All<CallDisposition>()));
        var narrowed = await gate.NarrowAsync(Act.CallsFollow, new CallSearch { Directions = directions, Dispositions = dispositions }, cancellationToken).ConfigureAwait(false);
        if (live.TryEnter() is not { } seat) return Refusals.TooManyFollowers();
        return new EventStream(seat, stop => EventsAsync(live, calls, narrowed, stop));
    }

    private static async IAsyncEnumerable<ServerEvent> EventsAsync(
        LiveCalls live, ICallReader calls, Narrowed narrowed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in live.GatherAsync(calls, narrowed, cancellationToken).ConfigureAwait(false))
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
