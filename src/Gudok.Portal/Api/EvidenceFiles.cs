using System.Text;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Evidence of calls, to be taken away.</summary>
internal static class EvidenceFiles
{
    // Numbers stand in it as commitments.
    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FindAsync(
        string id, IEvidenceMaker evidence, CallGate gate, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        if (await gate.FindAsync(Act.EvidenceMake, recordId, cancellationToken).ConfigureAwait(false) is null) return Refusals.NoSuchCall();
        var text = await evidence.MakeAsync(recordId, PartySight.Mask, cancellationToken).ConfigureAwait(false);
        return text is null
            ? Refusals.NoSuchCall()
            : TypedResults.File(Encoding.UTF8.GetBytes(text), "application/json", $"evidence-{recordId}.json");
    }
}
