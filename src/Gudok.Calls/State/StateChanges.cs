namespace Gudok.Calls;

/// <summary>One saving of the calls in progress: what changed since the one before. Used again for the next one, since a busy system
/// saves megabytes each second.</summary>
/// <remarks>Holds plain parties: it must be sealed where it is kept.</remarks>
public sealed class StateChanges
{
    /// <summary>A part ends with the piece that makes it longer than this, in octets.</summary>
    public const int PartOctets = 1 << 20;

    private readonly List<StateWriter> _parts = [];

    /// <summary>Number of this saving, from 1, higher by one than that of the last.</summary>
    public int Number { get; private set; }

    /// <summary>The oldest saving whose parts are still kept: what was last written before it is written again.</summary>
    public int KeepFrom { get; private set; }

    /// <summary>What is written each time: takes the place of that of the last saving.</summary>
    public ReadOnlyMemory<byte> Head => HeadWriter.Written;

    /// <summary>How many parts there are.</summary>
    public int PartCount { get; private set; }

    /// <summary>Where the head is written to.</summary>
    internal StateWriter HeadWriter { get; } = new();

    /// <summary>Begins a saving.</summary>
    public void Begin(int number, int keepFrom)
    {
        (Number, KeepFrom, PartCount) = (number, keepFrom, 0);
        HeadWriter.Clear();
    }

    /// <summary>A part: pieces that were added or changed, and word of those that are gone.</summary>
    public ReadOnlyMemory<byte> PartAt(int index) => _parts[index].Written;

    /// <summary>Where the next piece is written to.</summary>
    internal StateWriter NextPart()
    {
        if (PartCount > 0 && _parts[PartCount - 1].Length < PartOctets) return _parts[PartCount - 1];
        if (PartCount == _parts.Count) _parts.Add(new StateWriter());
        var part = _parts[PartCount++];
        part.Clear();
        return part;
    }
}
