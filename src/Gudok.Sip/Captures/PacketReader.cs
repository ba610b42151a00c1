namespace Gudok.Sip;

/// <summary>Walks the packets of one file.</summary>
internal abstract class PacketReader : IDisposable
{
    /// <summary>The head that <see cref="Head"/> shows: written by those who walk, read in place.</summary>
    private protected PacketHead _head;

    /// <summary>What is known of the present packet, valid until the next step.</summary>
    public ref readonly PacketHead Head => ref _head;

    /// <summary>The octets of the present packet, valid until the next step.</summary>
    public abstract ReadOnlySpan<byte> Data { get; }

    /// <summary>Why reading ended before the end of the file; null when it did not.</summary>
    public virtual CaptureFault? Fault { get; protected set; }

    /// <summary>How many packets bore a time that cannot be and got that of the packet before.</summary>
    public virtual long OddTimes { get; protected set; }

    /// <summary>How many packets came later than their place could still be given to them.</summary>
    public virtual long Late => 0;

    /// <summary>Goes to the next packet; false at the end or at a fault.</summary>
    public abstract bool MoveNext();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives buffers back.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
