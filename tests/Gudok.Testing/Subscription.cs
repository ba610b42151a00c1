namespace Gudok.Testing;

/// <summary>Ends a subscription.</summary>
/// <param name="end">What ends it.</param>
internal sealed class Subscription(Action end) : IDisposable
{
    public void Dispose() => end();
}
