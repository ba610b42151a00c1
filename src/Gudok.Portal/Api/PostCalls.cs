using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>Takes calls of other systems, in batches while the body is still coming.</summary>
internal static class PostCalls
{
    internal static async Task<Results<Ok<PostAnswer>, JsonHttpResult<PostAnswer>, ProblemHttpResult>> PostAsync(
        HttpRequest request, ICallIntake intake, PostedCallReader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        var limits = options.Value;
        var isLines = request.ContentType?.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase) == true;
        // Lines are bounded by count and length; a list keeps the server's own limit.
        if (isLines && request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = (long)limits.MaxLines * (limits.MaxLineBytes + 2) + limits.MaxLineBytes;
        var lines = isLines
            ? PostedLines.ReadAsync(request.BodyReader, limits.MaxLineBytes, cancellationToken)
            : PostedArray.ReadAsync(request.BodyReader, limits.MaxLineBytes, cancellationToken);
        var reasonOfLength = $"longer than {limits.MaxLineBytes} octets" + (isLines ? "" : "; nothing after it was read");
        var batch = new PostBatch(intake, limits.PostBatch, request.HttpContext);
        await foreach (var line in lines.ConfigureAwait(false))
        {
            if (line.Number > limits.MaxLines)
            {
                batch.Refuse(line.Number, PortalFaults.TooManyLines, $"more than {limits.MaxLines} calls; send this and the following in another request");
                break;
            }

            await TakeAsync(line, batch, reader, reasonOfLength, cancellationToken).ConfigureAwait(false);
        }

        var answer = await batch.FinishAsync(cancellationToken).ConfigureAwait(false);
        return answer.Refused.Count == 0 ? TypedResults.Ok(answer) : TypedResults.Json(answer, PortalJson.Default.PostAnswer, statusCode: StatusCodes.Status207MultiStatus);
    }

    private static async ValueTask TakeAsync(
        PostedLine line, PostBatch batch, PostedCallReader reader, string reasonOfLength, CancellationToken cancellationToken)
    {
        switch (line.Outcome)
        {
            case LineOutcome.TooLong:
                batch.Refuse(line.Number, PortalFaults.LineTooLong, reasonOfLength);
                break;
            case LineOutcome.Broken:
                batch.Refuse(line.Number, CallsFaults.NotACall, "the list is not JSON from here on; nothing after it was read");
                break;
            case LineOutcome.Whole:
                if (reader.TryRead(line.Json.Span, out var call, out var fault)) await batch.AddAsync(call, cancellationToken).ConfigureAwait(false);
                else batch.Refuse(line.Number, PostedFault.Code, fault.ToString());
                break;
        }
    }

    /// <summary>Gathers calls and what became of them.</summary>
    private sealed class PostBatch(ICallIntake intake, int size, HttpContext context)
    {
        private readonly List<ObservedCall> _calls = [];
        private readonly List<RefusedLine> _refused = [];
        private int _added;
        private int _known;
        private int _corrected;

        public void Refuse(int line, string code, string reason) => _refused.Add(new RefusedLine(line, code, reason));

        public async ValueTask AddAsync(ObservedCall call, CancellationToken cancellationToken)
        {
            _calls.Add(call);
            if (_calls.Count >= size) await RecordAsync(cancellationToken).ConfigureAwait(false);
        }

        public async ValueTask<PostAnswer> FinishAsync(CancellationToken cancellationToken)
        {
            if (_calls.Count > 0) await RecordAsync(cancellationToken).ConfigureAwait(false);
            return new PostAnswer(_added, _known, _corrected, _refused);
        }

        private async ValueTask RecordAsync(CancellationToken cancellationToken)
        {
            var report = await intake.RecordAsync([.. _calls], cancellationToken).ConfigureAwait(false);
            _added += report.Added;
            _known += report.Known;
            _corrected += report.Corrected;
            _calls.Clear();
            if (report.Added + report.Corrected > 0)
                LedgerTrail.Wrote(context, Act.CallsPost, FormattableString.Invariant($"{report.Added} added, {report.Corrected} corrected, {report.Known} known"), [.. report.Ids.Select(id => "call:" + id)]);
        }
    }
}
