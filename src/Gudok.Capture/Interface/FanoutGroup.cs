namespace Gudok.Capture;

/// <summary>The threads that share one interface (PACKET_FANOUT of Linux), each taking whole conversations. Thread-safe.</summary>
/// <remarks>The kernel chooses the number of the group when the first joins: two programs that chose the same would share what passes, and each would hear a part.</remarks>
internal sealed class FanoutGroup
{
    // Of a number that is not in use; told by reading it back.
    private const int UniqueNumber = 0x2000;
    private const int NumberMask = 0xffff;

    private readonly Lock _turn = new();
    private int _members;
    private int _number;

    /// <summary>Joins a socket.</summary>
    /// <param name="kind">How packets are shared, as the kernel writes it.</param>
    /// <param name="set">Sets the option of the socket.</param>
    /// <param name="read">Reads it back.</param>
    public void Join(int kind, Action<int> set, Func<int> read)
    {
        lock (_turn)
        {
            if (_members == 0)
            {
                set((kind | UniqueNumber) << 16);
                _number = read() & NumberMask;
            }
            else
            {
                set((kind << 16) | _number);
            }

            _members++;
        }
    }

    /// <summary>Notes that a socket that had joined is closed.</summary>
    public void Leave()
    {
        lock (_turn) _members--;
    }
}
