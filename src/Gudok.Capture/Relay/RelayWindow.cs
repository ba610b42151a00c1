namespace Gudok.Capture;

/// <summary>Blocks that were sent and of which it is not known for certain that they arrived. Not thread-safe.</summary>
/// <remarks>HEP knows no receipt. What the other kernel took may lie unread there when its program is killed: so a block is let go only some seconds after it was taken.</remarks>
internal sealed class RelayWindow
{
    /// <summary>How long a block is kept that the other kernel has taken.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromSeconds(5);

    /// <summary>Octets that may be on their way or in doubt; beyond, what was taken is let go at once, and nothing more is sent while it is not.</summary>
    public const int MostBytes = 32 << 20;

    private readonly Queue<(RelayBlock Block, long End, long SentAt)> _sent = new();
    private long _bytes;

    /// <summary>Whether another block may be sent.</summary>
    public bool HasRoom => _bytes < MostBytes;

    /// <summary>Whether nothing is on its way or in doubt.</summary>
    public bool IsEmpty => _sent.Count == 0;

    /// <summary>Notes a block that was sent.</summary>
    /// <param name="block">The block.</param>
    /// <param name="end">Octets given to the connection up to its end.</param>
    /// <param name="sentAt">When, as the clock stamps it.</param>
    public void Add(RelayBlock block, long end, long sentAt)
    {
        _sent.Enqueue((block, end, sentAt));
        _bytes += block.Length;
    }

    /// <summary>Takes out a block that has arrived, the oldest first; null if none has.</summary>
    /// <param name="taken">Octets that the other kernel has taken.</param>
    /// <param name="clock">Tells how long ago something was sent.</param>
    /// <param name="isCertain">Whether what was taken counts as arrived at once: the other side ended the connection in order.</param>
    public RelayBlock? TakeArrived(long taken, TimeProvider clock, bool isCertain = false)
    {
        if (!_sent.TryPeek(out var oldest) || oldest.End > taken) return null;
        if (!isCertain && HasRoom && clock.GetElapsedTime(oldest.SentAt) < Doubt) return null;
        _sent.Dequeue();
        _bytes -= oldest.Block.Length;
        return oldest.Block;
    }

    /// <summary>Takes out all that is left, the oldest first.</summary>
    public List<RelayBlock> TakeAll()
    {
        List<RelayBlock> left = [.. _sent.Select(sent => sent.Block)];
        _sent.Clear();
        _bytes = 0;
        return left;
    }
}
