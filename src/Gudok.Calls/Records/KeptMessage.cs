using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>One SIP message of a call, kept for its ladder. Plain: exists in memory only; the ledger seals it.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Destination">To whom.</param>
/// <param name="Transport">What carried it.</param>
/// <param name="Leg">Index of the leg it belongs to.</param>
/// <param name="Bytes">The message, head and body.</param>
public sealed record KeptMessage(
    Instant Time,
    NetworkEndpoint Source,
    NetworkEndpoint Destination,
    TransportKind Transport,
    int Leg,
    ReadOnlyMemory<byte> Bytes);
