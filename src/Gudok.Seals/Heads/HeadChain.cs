namespace Gudok.Seals;

/// <summary>The one chain of heads of an installation, in the order of signing: all its logs sign here. Thread-safe.</summary>
public sealed class HeadChain : IAsyncDisposable
{
    private readonly IHeadStore _store;
    private readonly HeadSigner _signer;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _handlersLock = new();
    private readonly List<Action<IReadOnlyList<SignedHead>>> _handlers = [];
    private SignedHead? _last;

    private HeadChain(IHeadStore store, HeadSigner signer, TimeProvider clock, SignedHead? last)
    {
        _store = store;
        _signer = signer;
        _clock = clock;
        _last = last;
    }

    /// <summary>Where the heads are kept.</summary>
    public IHeadStore Store => _store;

    /// <summary>The public half of the key that signs.</summary>
    public HeadKey Key => _signer.Key;

    /// <summary>The head signed last; null if none was.</summary>
    public SignedHead? Last => Volatile.Read(ref _last);

    /// <summary>Opens a chain at its end.</summary>
    /// <param name="store">Where it is kept; the chain's to dispose.</param>
    /// <param name="signer">Signs; the chain's to dispose.</param>
    /// <param name="clock">Tells when a head was signed.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="SealException">GDK-3002: the last head is damaged.</exception>
    public static async ValueTask<HeadChain> OpenAsync(
        IHeadStore store, HeadSigner signer, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new HeadChain(store, signer, clock, await store.LastAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Signs heads of trees and keeps them, durable when it returns.</summary>
    /// <param name="trees">What each head says, in the order of signing.</param>
    /// <param name="cancellationToken">Cancels before anything is signed.</param>
    public async ValueTask<IReadOnlyList<SignedHead>> SignAsync(IReadOnlyList<TreeState> trees, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trees);
        if (trees.Count == 0) return [];
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var heads = new List<TreeHead>(trees.Count);
            foreach (var tree in trees) heads.Add(Next(tree, heads.Count > 0 ? heads[^1].Head : _last));
            await AppendAsync(heads, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _last, heads[^1].Head);
            IReadOnlyList<SignedHead> signed = [.. heads.Select(head => head.Head)];
            Tell(signed);
            return signed;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Calls back with heads when they are durable, in order. Handlers must not block.</summary>
    public IDisposable OnSigned(Action<IReadOnlyList<SignedHead>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_handlersLock) _handlers.Add(handler);
        return new Subscription(this, handler);
    }

    /// <summary>Closes the store and lets go of the key.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
        _signer.Dispose();
    }

    // Where another process went on with the chain, the next attempt continues behind it.
    private async ValueTask AppendAsync(List<TreeHead> heads, CancellationToken cancellationToken)
    {
        try
        {
            await _store.AppendAsync(heads, cancellationToken).ConfigureAwait(false);
        }
        catch (SealException fault) when (fault.Fault == SealsFaults.ChainTaken)
        {
            Volatile.Write(ref _last, await _store.LastAsync(cancellationToken).ConfigureAwait(false));
            throw;
        }
    }

    private TreeHead Next(TreeState tree, SignedHead? before)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var head = new SignedHead(
            (before?.Number ?? 0) + 1,
            tree.Kind,
            tree.Name,
            tree.Size,
            Convert.ToHexStringLower(tree.Root),
            new DateTimeOffset(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond))),
            before?.Hash ?? SignedHead.NoPrevious,
            "",
            "",
            "");
        return new TreeHead(_signer.Sign(head), tree.Edge);
    }

    private void Tell(IReadOnlyList<SignedHead> heads)
    {
        Action<IReadOnlyList<SignedHead>>[] handlers;
        lock (_handlersLock) handlers = [.. _handlers];
        foreach (var handler in handlers) handler(heads);
    }

    private sealed class Subscription(HeadChain chain, Action<IReadOnlyList<SignedHead>> handler) : IDisposable
    {
        public void Dispose()
        {
            lock (chain._handlersLock) chain._handlers.Remove(handler);
        }
    }
}
