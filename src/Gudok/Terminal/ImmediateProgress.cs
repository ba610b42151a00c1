namespace Gudok;

/// <summary>Progress that is told at once, in the caller's thread: the framework's own posts it to the pool, out of order.</summary>
internal sealed class ImmediateProgress<T>(Action<T> tell) : IProgress<T>
{
    /// <inheritdoc />
    public void Report(T value) => tell(value);
}
