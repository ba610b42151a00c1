namespace Gudok.Tests;

public sealed class ClosingTests
{
    [Fact]
    public async Task What_cannot_be_closed_keeps_nothing_after_it_open_and_is_told()
    {
        var closed = new List<string>();
        var fault = await Assert.ThrowsAsync<IOException>(async () => await Closing.InOrderAsync(
            new Thing("journal", closed) { Fault = new IOException("the disk is full") }, null, new Thing("vault", closed), new PlainThing("lock", closed)));
        Assert.Equal(["journal", "vault", "lock"], closed);
        Assert.Equal("the disk is full", fault.Message);
    }

    private sealed class Thing(string name, List<string> closed) : IAsyncDisposable
    {
        public IOException? Fault { get; init; }

        public ValueTask DisposeAsync()
        {
            closed.Add(name);
            return Fault is null ? ValueTask.CompletedTask : ValueTask.FromException(Fault);
        }
    }

    private sealed class PlainThing(string name, List<string> closed) : IDisposable
    {
        public void Dispose() => closed.Add(name);
    }
}
