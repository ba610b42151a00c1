using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The columns of a stored correction; how a store lays them out is its own affair.</summary>
internal sealed class CorrectionColumns
{
    /// <summary>From 1, in order of writing, within its segment.</summary>
    public required int Number { get; init; }

    public required long Position { get; init; }

    public required Instant MadeAt { get; init; }

    public required RecordId Id { get; init; }

    public required RecordPlace Of { get; init; }

    public required CorrectionPlace? Prior { get; init; }

    public required long Start { get; init; }

    public required ulong Caller { get; init; }

    public required ulong Callee { get; init; }

    public required ulong Dialled { get; init; }

    public required byte[] Facts { get; init; }

    public required byte[] Leaf { get; init; }

    /// <summary>Sealed.</summary>
    public required byte[] Details { get; init; }

    public required byte[] Commitments { get; init; }
}
