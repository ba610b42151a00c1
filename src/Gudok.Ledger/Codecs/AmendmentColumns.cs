using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The columns of a stored amendment; how a store lays them out is its own affair.</summary>
internal sealed class AmendmentColumns
{
    /// <summary>From 1, in order of writing, within its segment.</summary>
    public required int Number { get; init; }

    public required long Position { get; init; }

    public required Instant MadeAt { get; init; }

    public required RecordId Id { get; init; }

    public required RecordPlace Of { get; init; }

    public required CorrectionPlace? Prior { get; init; }

    /// <summary>How many amendments the record has with it.</summary>
    public required int Version { get; init; }

    public required byte[] Leaf { get; init; }

    /// <summary>Sealed.</summary>
    public required byte[] Details { get; init; }
}
