using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>Ends a stream when its reader leaves, or may not go on: blocked, signed out elsewhere, given other roles or teams, the token revoked, the time over. Who may begin anew does so
/// with what may be seen now.</summary>
internal sealed class SessionEnd : IAsyncDisposable
{
    private static readonly TimeSpan LongestUnseen = TimeSpan.FromSeconds(15);
    private readonly CancellationTokenSource _end;
    private readonly Task _watching;

    private SessionEnd(HttpContext context)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        _watching = ReadersRight.Of(context) is { } right
            ? WatchAsync(right, context.RequestServices.GetRequiredService<SignInDesk>(), context.RequestServices.GetRequiredService<TimeProvider>())
            : Task.CompletedTask;
    }

    /// <summary>Cancelled at the end.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Begins to watch who reads.</summary>
    public static SessionEnd Of(HttpContext context) => new(context);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WatchAsync(ReadersRight right, SignInDesk desk, TimeProvider clock)
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var change = desk.NextChange;
                if (!await right.HoldsAsync(_end.Token).ConfigureAwait(false)) break;
                await Task.WhenAny(change, Task.Delay(Shorter(right.EndsAt - clock.GetUtcNow()), clock, _end.Token)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader left first.
            return;
        }
        finally
        {
            await _end.CancelAsync().ConfigureAwait(false);
        }
    }

    private static TimeSpan Shorter(TimeSpan? left) => left is { } rest && rest < LongestUnseen ? rest > TimeSpan.Zero ? rest : TimeSpan.FromMilliseconds(1) : LongestUnseen;
}
