namespace Gudok.Ledger;

/// <summary>An amendment as read back.</summary>
/// <param name="Amendment">The amendment.</param>
/// <param name="Of">The record that it belongs to.</param>
/// <param name="Prior">The amendment before it, null if it is the record's first.</param>
/// <param name="Version">How many amendments the record has with it.</param>
/// <param name="Position">Its log position.</param>
/// <param name="IsSound">Whether its leaf and the hash of its plain columns agree.</param>
internal sealed record StoredAmendment(
    CallAmendment Amendment, RecordPlace Of, CorrectionPlace? Prior, int Version, long Position, bool IsSound)
{
    /// <summary>The 16 octets that hide the details.</summary>
    public byte[] Salt { get; init; } = [];

    /// <summary>32 octets.</summary>
    public byte[] Leaf { get; init; } = [];
}

/// <summary>An amendment about to be written.</summary>
/// <param name="Amendment">The amendment.</param>
/// <param name="Of">The record that it belongs to.</param>
/// <param name="Prior">The amendment before it.</param>
/// <param name="Version">How many amendments the record has with it.</param>
internal sealed record PendingAmendment(CallAmendment Amendment, RecordPlace Of, CorrectionPlace? Prior, int Version);
