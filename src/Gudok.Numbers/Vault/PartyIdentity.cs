using System.Buffers.Binary;
using System.Text;

namespace Gudok.Numbers;

/// <summary>The bytes that stand for a party in the blind index, in seals and in commitments. Stored: the form never changes.</summary>
/// <remarks>kind (1) ‖ packed number (8, big-endian) ‖ scope length (2) ‖ scope ‖ text, both UTF-8.</remarks>
internal static class PartyIdentity
{
    private const int HeadLength = 11;

    public static byte[] Encode(Party party)
    {
        var scope = Encoding.UTF8.GetByteCount(party.Scope);
        var identity = new byte[HeadLength + scope + Encoding.UTF8.GetByteCount(party.Text)];
        identity[0] = (byte)party.Kind;
        BinaryPrimitives.WriteUInt64BigEndian(identity.AsSpan(1), party.Number.Packed);
        BinaryPrimitives.WriteUInt16BigEndian(identity.AsSpan(9), checked((ushort)scope));
        Encoding.UTF8.GetBytes(party.Scope, identity.AsSpan(HeadLength));
        Encoding.UTF8.GetBytes(party.Text, identity.AsSpan(HeadLength + scope));
        return identity;
    }

    public static Party Decode(ReadOnlySpan<byte> identity)
    {
        var number = new PhoneNumber(BinaryPrimitives.ReadUInt64BigEndian(identity[1..]));
        var scopeLength = BinaryPrimitives.ReadUInt16BigEndian(identity[9..]);
        var scope = Encoding.UTF8.GetString(identity.Slice(HeadLength, scopeLength));
        var text = Encoding.UTF8.GetString(identity[(HeadLength + scopeLength)..]);
        return (PartyKind)identity[0] switch
        {
            PartyKind.E164 => Party.E164(number),
            PartyKind.Short => Party.Short(number, scope),
            PartyKind.Internal => Party.Internal(number, scope),
            PartyKind.Address => Party.Address(text),
            PartyKind.None or PartyKind.Withheld => throw new InvalidDataException("The vault never keeps such a party."),
        };
    }
}
