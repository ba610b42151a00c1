using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Portal.Tests;

/// <summary>Evidence that says whether numbers were asked for.</summary>
internal sealed class FakeEvidenceMaker(ICallReader reader, string? text) : IEvidenceMaker
{
    public async ValueTask<string?> MakeAsync(RecordId id, PartySight sight, CancellationToken cancellationToken) =>
        await reader.FindAsync(id, PartySight.Mask, cancellationToken) is null ? null : text ?? $"{{\"call\":\"{id}\",\"numbers\":{(sight.IsWhole ? "true" : "false")}}}\n";
}
