using System.Buffers.Binary;
using System.Text;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads what <see cref="StateWriter"/> wrote. The state is sealed where it lies, so that octets which end too soon are a
/// fault of ours and no input to be judged: they throw.</summary>
internal sealed class StateReader(ReadOnlyMemory<byte> input)
{
    private ReadOnlyMemory<byte> _rest = input;

    public byte ReadByte() => Take(1)[0];

    public bool ReadBool() => ReadByte() != 0;

    public int ReadInt() => checked((int)ReadLong());

    public long ReadLong() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public UInt128 ReadUInt128() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    public byte[] ReadOctets() => Take(ReadInt()).ToArray();

    public string ReadText() => ReadOptionalText() ?? throw new InvalidDataException("The saved state lacks a text.");

    public string? ReadOptionalText() => ReadBool() ? Encoding.UTF8.GetString(Take(ReadInt())) : null;

    public Instant ReadInstant() => new(ReadLong());

    public Instant? ReadOptionalInstant() => ReadBool() ? ReadInstant() : null;

    public long? ReadOptionalLong() => ReadBool() ? ReadLong() : null;

    public NetworkEndpoint ReadEndpoint() => new(ReadUInt128(), (ushort)ReadInt());

    public Party ReadParty()
    {
        var kind = (PartyKind)ReadByte();
        var number = new PhoneNumber((ulong)ReadLong());
        var text = ReadText();
        var scope = ReadText();
        return kind switch
        {
            PartyKind.None => default,
            PartyKind.E164 => Party.E164(number),
            PartyKind.Short => Party.Short(number, scope),
            PartyKind.Internal => Party.Internal(number, scope),
            PartyKind.Address => Party.Address(text),
            PartyKind.Withheld => Party.Withheld,
        };
    }

    public T[] ReadList<T>(Func<T> read)
    {
        var values = new T[ReadInt()];
        for (var index = 0; index < values.Length; index++) values[index] = read();
        return values;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length) throw new InvalidDataException("The saved state ends too soon.");
        var taken = _rest.Span[..count];
        _rest = _rest[count..];
        return taken;
    }
}
