using System.Buffers.Binary;
using System.Text;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads what <see cref="StateWriter"/> wrote. The state is sealed where it lies, so that octets which end too soon are a
/// fault of ours and no input to be judged: they throw.</summary>
internal sealed class StateReader(ReadOnlyMemory<byte> input, SharedTexts? shared = null)
{
    private readonly SharedTexts _shared = shared ?? new SharedTexts();
    private ReadOnlyMemory<byte> _rest = input;

    public bool IsAtEnd => _rest.IsEmpty;

    public void Skip(int count) => Take(count);

    public byte ReadByte() => Take(1)[0];

    public bool ReadBool() => ReadByte() != 0;

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public int ReadInt() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public long ReadLong() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public HostAddress ReadAddress()
    {
        var low = ReadUInt64();
        return new HostAddress(ReadUInt64(), low);
    }

    /// <summary>Octets as they lie in the input.</summary>
    public ReadOnlySpan<byte> ReadOctets() => Take(ReadInt());

    public string ReadText() => ReadOptionalText() ?? throw new InvalidDataException("The saved state lacks a text.");

    public string? ReadOptionalText() => ReadBool() ? Encoding.UTF8.GetString(Take(ReadInt())) : null;

    /// <summary>A text that many pieces of the state have in common: one object stands for all of them.</summary>
    public string ReadSharedText() => _shared.Of(ReadText());

    public Instant ReadInstant() => new(ReadLong());

    public Instant? ReadOptionalInstant() => ReadBool() ? ReadInstant() : null;

    public long? ReadOptionalLong() => ReadBool() ? ReadLong() : null;

    public NetworkEndpoint ReadEndpoint() => new(ReadAddress(), ReadUInt16());

    public Party ReadParty()
    {
        var kind = (PartyKind)ReadByte();
        var number = new PhoneNumber(ReadUInt64());
        var text = ReadText();
        var scope = ReadSharedText();
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
