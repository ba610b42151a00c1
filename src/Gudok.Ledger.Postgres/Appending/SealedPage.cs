using Gudok.Numbers;

namespace Gudok.Ledger.Postgres;

/// <summary>A page as it goes into its table.</summary>
/// <param name="Part">Its day and class.</param>
/// <param name="First">Number of its first row.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Position">The log position after its last row.</param>
/// <param name="Details">Sealed. The seal's random nonce makes these octets unlike any others ever written.</param>
/// <param name="Commitments">Of all its rows.</param>
internal sealed record SealedPage(DayPart Part, int First, int Count, long Position, byte[] Details, byte[] Commitments);
