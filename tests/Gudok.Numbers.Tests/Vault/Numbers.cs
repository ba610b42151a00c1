namespace Gudok.Numbers.Tests;

/// <summary>Makes parties for tests.</summary>
internal static class Numbers
{
    public static Party E164(string digits) => Party.E164(Packed(PartyKind.E164, digits));

    public static Party[] Many(int count, int from = 0) => [.. Enumerable.Range(from, count).Select(n => E164($"7903{n:d7}"))];

    public static PhoneNumber Packed(PartyKind kind, string digits) =>
        PhoneNumber.TryCreate(kind, digits, out var number) ? number : throw new ArgumentException("No digits.", nameof(digits));
}
