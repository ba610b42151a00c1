using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Where a correction or an amendment lies: its segment and its number there.</summary>
internal readonly record struct CorrectionPlace(SegmentName Segment, int Number);

/// <summary>Where a record lies: its segment and row.</summary>
internal readonly record struct RecordPlace(SegmentName Segment, int Row);

/// <summary>A correction as read back.</summary>
/// <param name="Correction">The correction.</param>
/// <param name="Of">The record that it belongs to.</param>
/// <param name="Prior">The correction before it, null if it is the record's first.</param>
/// <param name="Position">Its log position.</param>
/// <param name="Salt">What hides its details.</param>
/// <param name="Details">Its details, as sealed.</param>
/// <param name="IsSound">Whether its leaf and the hash of its plain columns agree.</param>
internal sealed record StoredCorrection(
    CallCorrection Correction,
    RecordPlace Of,
    CorrectionPlace? Prior,
    long Position,
    ReadOnlyMemory<byte> Salt,
    ReadOnlyMemory<byte> Details,
    bool IsSound)
{
    /// <summary>32 octets.</summary>
    public byte[] Leaf { get; init; } = [];
}

/// <summary>A correction about to be written.</summary>
/// <param name="Correction">The correction, commitments in order.</param>
/// <param name="Of">The record that it belongs to.</param>
/// <param name="Prior">The correction before it.</param>
/// <param name="Before">The record as it stood.</param>
/// <param name="FirstStart">Its start as first recorded.</param>
internal sealed record PendingCorrection(
    CallCorrection Correction, RecordPlace Of, CorrectionPlace? Prior, CallRecord Before, Instant FirstStart);
