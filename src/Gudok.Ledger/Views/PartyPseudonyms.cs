using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>What stands for a party outside the process where nobody may see even a mask: HMAC(month key, PartyId).</summary>
/// <remarks>The month key changes with the calendar month in UTC, so that nobody is followed from one month into the next. Thread-safe.</remarks>
/// <param name="key">The key <c>pseudonym</c> of the key ring.</param>
/// <param name="clock">Tells the month.</param>
internal sealed class PartyPseudonyms(byte[] key, TimeProvider clock)
{
    /// <summary>Twenty hexadecimal digits.</summary>
    public string Of(PartyId id) => Of(id, Instant.Now(clock).UtcDay);

    /// <summary>The pseudonym of this month and of those before it, back to the month of a day.</summary>
    public IEnumerable<string> Since(PartyId id, DateOnly day)
    {
        for (var month = Instant.Now(clock).UtcDay; (month.Year, month.Month).CompareTo((day.Year, day.Month)) >= 0; month = month.AddMonths(-1)) yield return Of(id, month);
    }

    private string Of(PartyId id, DateOnly day)
    {
        var month = Encoding.ASCII.GetBytes($"{day.Year:d4}-{day.Month:d2}");
        var monthKey = HMACSHA256.HashData(key, month);
        Span<byte> octets = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(octets, id.Value);
        return Convert.ToHexStringLower(HMACSHA256.HashData(monthKey, octets).AsSpan(0, 10));
    }
}
