namespace Gudok.Sip;

/// <summary>Counts the packets of a stream by their sequence numbers: how many there should be, and how many there were (RFC 3550, A.1 and A.3).</summary>
/// <remarks>Otherwise than there, a repeated packet is counted apart and does not make up for a lost one.</remarks>
internal sealed class SequenceCount
{
    /// <summary>A step ahead of more is no loss but a stray packet, or a sender that began anew.</summary>
    public const int MostDropped = 3000;

    /// <summary>A packet that is later than this by number is a stray one too.</summary>
    public const int MostLate = 100;

    // Which of the last 128 numbers came; bit 0 is the highest.
    private UInt128 _came;
    private ushort _highest;
    private long _span;
    private ushort? _beginning;

    /// <summary>Packets that should have come.</summary>
    public long Expected { get; private set; }

    /// <summary>Packets that came, each once.</summary>
    public long Received { get; private set; }

    /// <summary>Packets that came again.</summary>
    public long Repeated { get; private set; }

    /// <summary>Packets that came after a later one.</summary>
    public long Late { get; private set; }

    /// <summary>Packets whose number fits in nowhere.</summary>
    public long Stray { get; private set; }

    /// <summary>How often one or more packets in a row were missing.</summary>
    public long Gaps { get; private set; }

    /// <summary>Packets that were missing in them when they were seen; late ones came after all.</summary>
    public long Missed { get; private set; }

    /// <summary>Takes a number.</summary>
    public SequenceStep Take(ushort number)
    {
        if (_span == 0) return Begin(number);
        var step = (short)(number - _highest);
        if (step is > MostDropped or < -MostLate) return TakeStray(number);
        _beginning = null;
        return step > 0 ? Advance(number, step) : TakeLate(-step);
    }

    private SequenceStep Begin(ushort number)
    {
        (_highest, _came, _span, _beginning) = (number, 1, 1, null);
        Expected++;
        Received++;
        return SequenceStep.Begun;
    }

    // Two numbers in a row far from the rest are a sender that began anew; the first of them is taken afterwards.
    private SequenceStep TakeStray(ushort number)
    {
        if (_beginning != number)
        {
            _beginning = (ushort)(number + 1);
            Stray++;
            return SequenceStep.Stray;
        }

        Stray--;
        Begin((ushort)(number - 1));
        Advance(number, 1);
        return SequenceStep.Begun;
    }

    private SequenceStep Advance(ushort number, int step)
    {
        _came = step < 128 ? _came << step | 1 : 1;
        _highest = number;
        _span += step;
        Expected += step;
        Received++;
        if (step == 1) return SequenceStep.Next;
        Gaps++;
        Missed += step - 1;
        return SequenceStep.Ahead;
    }

    private SequenceStep TakeLate(int back)
    {
        var bit = UInt128.One << back;
        if ((_came & bit) != 0)
        {
            Repeated++;
            return SequenceStep.Repeated;
        }

        _came |= bit;
        // Older than the first that was seen: what lies between was sent too.
        var before = back + 1 - _span;
        if (before > 0)
        {
            _span += before;
            Expected += before;
        }

        Received++;
        Late++;
        return SequenceStep.Late;
    }
}

/// <summary>How a packet follows those before it.</summary>
internal enum SequenceStep
{
    /// <summary>The first, or the first of a sender that began anew.</summary>
    Begun,

    /// <summary>The one that was due.</summary>
    Next,

    /// <summary>One after others that are missing.</summary>
    Ahead,

    /// <summary>One that was missing.</summary>
    Late,

    /// <summary>One that came before.</summary>
    Repeated,

    /// <summary>One that fits in nowhere.</summary>
    Stray,
}
