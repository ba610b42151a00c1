namespace Gudok.Capture.Tests;

public sealed class DatagramRingTests
{
    private const int Capacity = 200_000;

    private readonly DatagramRing _ring = new(Capacity);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Datagrams_come_out_as_they_went_in_whatever_their_lengths(int seed)
    {
        var random = new Random(seed);
        var waiting = new Queue<byte[]>();
        var refused = 0;
        for (var step = 0; step < 20_000; step++)
        {
            if (random.Next(2) == 0)
            {
                var datagram = new byte[random.Next(10) == 0 ? random.Next(DatagramRing.MaxDatagram + 1) : random.Next(1500)];
                random.NextBytes(datagram);
                if (TryAdd(datagram)) waiting.Enqueue(datagram);
                else refused++;
            }
            else
            {
                Assert.Equal(waiting.TryDequeue(out var expected), _ring.TryPeek(_ring.Written, out var datagram));
                if (expected is null) continue;
                Assert.True(datagram.SequenceEqual(expected));
                _ring.Release(datagram.Length);
            }

            Assert.Equal(waiting.Count == 0, _ring.IsEmpty);
        }

        Assert.InRange(refused, 1, 10_000);
    }

    [Fact]
    public void Empty_ring_takes_every_datagram()
    {
        for (var length = 0; length < DatagramRing.MaxDatagram; length += 97)
        {
            Assert.True(TryAdd(new byte[length]));
            Assert.True(_ring.TryPeek(_ring.Written, out var datagram));
            _ring.Release(datagram.Length);
        }
    }

    [Fact]
    public void Ring_that_was_read_to_the_end_has_its_whole_room_again_wherever_the_end_lies()
    {
        for (var length = 1_000; length < DatagramRing.MaxDatagram; length += 997)
        {
            Assert.True(TryAdd(new byte[length]));
            Assert.True(_ring.TryPeek(_ring.Written, out var datagram));
            _ring.Release(datagram.Length);
            var count = 0;
            while (TryAdd(new byte[10_000])) count++;
            Assert.InRange(count, (Capacity - (2 * DatagramRing.MaxDatagram)) / 10_008, Capacity / 10_008);
            for (; count > 0; count--)
            {
                Assert.True(_ring.TryPeek(_ring.Written, out datagram));
                _ring.Release(datagram.Length);
            }

            Assert.True(_ring.IsEmpty);
        }
    }

    [Fact]
    public void Full_ring_takes_no_more_until_one_was_worked_off()
    {
        var count = 0;
        while (TryAdd(new byte[10_000])) count++;
        Assert.InRange(count, (Capacity - (2 * DatagramRing.MaxDatagram)) / 10_008, Capacity / 10_008);
        Assert.False(TryAdd([1]));
        for (var index = 0; index < count; index++)
        {
            Assert.True(_ring.TryPeek(_ring.Written, out var datagram));
            _ring.Release(datagram.Length);
        }

        Assert.True(TryAdd([1]));
    }

    private bool TryAdd(ReadOnlySpan<byte> datagram)
    {
        var room = _ring.Reserve();
        if (room.IsEmpty) return false;
        datagram.CopyTo(room);
        _ring.Commit(datagram.Length);
        return true;
    }
}
