using System.Diagnostics;
using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>One database on a server: hands out connections to the primary, tries again where that is safe, and says what went wrong in one
/// line. Thread-safe.</summary>
internal sealed class Database : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private readonly NpgsqlDataSource _source;
    private readonly DatabaseTrouble _trouble;
    private readonly TimeSpan _retryFor;
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Names a database; nothing is opened yet.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="what">What it holds: <c>ledger</c> or <c>vault</c>.</param>
    public Database(PostgresOptions options, string what)
    {
        var connection = DatabaseAddress.Complete(options);
        _trouble = new DatabaseTrouble(what, connection);
        _retryFor = options.RetryFor;
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        // Only with several hosts can there be another primary; the one host is asked by what it is used for.
        _source = connection.Host!.Contains(',', StringComparison.Ordinal)
            ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary)
            : builder.Build();
    }

    /// <summary>Does something that may be done twice; if the server goes away meanwhile, it is done again when one is back.</summary>
    public Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, _retryFor, cancellationToken);

    /// <summary>Does something once: at opening, where a person waits to be told.</summary>
    public Task<T> RunOnceAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, TimeSpan.Zero, cancellationToken);

    /// <summary>As <see cref="RunAsync{T}(Func{NpgsqlConnection, CancellationToken, Task{T}}, CancellationToken)"/>, for callers that cannot
    /// wait but by blocking.</summary>
    public T Run<T>(Func<NpgsqlConnection, T> work)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                using var connection = _source.OpenConnection();
                return work(connection);
            }
            catch (NpgsqlException fault)
            {
                if (!MayTryAgain(fault, begun, _retryFor) || _closing.Token.WaitHandle.WaitOne(pause)) throw Describe(fault);
            }
        }
    }

    /// <summary>A connection that the caller keeps.</summary>
    public async Task<NpgsqlConnection> OpenSessionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException fault)
        {
            throw _trouble.Describe(fault);
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _source.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        _closing.Cancel();
        return _source.DisposeAsync();
    }

    private async Task<T> RunAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> work, TimeSpan retryFor, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false)) return await work(connection, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException fault)
            {
                if (!MayTryAgain(fault, begun, retryFor)) throw Describe(fault);
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private DatabaseException Describe(NpgsqlException fault)
    {
        if (fault is not PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }) return _trouble.Describe(fault);
        try
        {
            using var connection = _source.OpenConnection();
            return _trouble.InUse(TableHolders.Find(connection), fault);
        }
        catch (NpgsqlException other)
        {
            return _trouble.Describe(other);
        }
    }

    private bool MayTryAgain(NpgsqlException fault, long begun, TimeSpan retryFor) =>
        DatabaseTrouble.IsPassing(fault) && Stopwatch.GetElapsedTime(begun) < retryFor && !_closing.IsCancellationRequested;

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
