namespace Gudok.Seals;

/// <summary>Gives every head to every witness, beside everything else: signing never waits for one. Thread-safe.</summary>
public sealed class WitnessRelay : IAsyncDisposable
{
    private readonly WitnessPost[] _posts;
    private readonly IDisposable _subscription;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Makes the witnesses; nothing is given yet.</summary>
    /// <param name="chain">Whose heads.</param>
    /// <param name="options">Which witnesses; those that are not valid are left to the check of the settings.</param>
    /// <param name="clock">Times attempts.</param>
    public WitnessRelay(HeadChain chain, SealOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(options);
        var posts = new List<WitnessPost>();
        foreach (var text in options.Witnesses.Distinct(StringComparer.Ordinal))
        {
            if (WitnessAddress.TryOpen(text, clock, out var witness)) posts.Add(new WitnessPost(witness, chain, options, clock));
        }

        _posts = [.. posts];
        _subscription = chain.OnSigned(_ => Array.ForEach(_posts, post => post.Wake()));
    }

    /// <summary>How it stands with each witness, in the order of the settings.</summary>
    public IReadOnlyList<WitnessState> States => [.. _posts.Select(post => post.State)];

    /// <summary>Goes on giving heads until disposed: while served.</summary>
    public void Start() => _running = Task.WhenAll(_posts.Select(post => Task.Run(() => post.RunAsync(_stop.Token))));

    /// <summary>Gives each witness what it lacks, once; those that fail are told by <see cref="States"/>.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_posts.Select(post => post.DeliverAsync(cancellationToken))).ConfigureAwait(false);

    /// <summary>Ends the giving. What was not given is given next time.</summary>
    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var post in _posts) post.Dispose();
        _stop.Dispose();
    }
}
