using Gudok.Numbers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary><c>desk.db</c> of a data folder, made and brought to the newest form when it is first needed.</summary>
/// <remarks>Thread-safe. Only the owner of the data folder has it: nobody else migrates at the same time.</remarks>
internal sealed class AccessDatabase : IAsyncDisposable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "desk.db";

    private readonly string _path;
    private readonly FieldSeal _seal;
    private readonly DbContextOptions<AccessDb> _options;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _isOpen;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="keys">Its keys.</param>
    public AccessDatabase(string folder, KeyRing keys)
    {
        SQLitePCL.Batteries_V2.Init();
        _path = Path.Combine(folder, FileName);
        _seal = new FieldSeal(keys.Derive(KeyPurpose.AccessFields));
        _options = new DbContextOptionsBuilder<AccessDb>()
            .UseSqlite(ConnectionString(_path))
            .AddInterceptors(new DeskPragmas())
            .ReplaceService<IModelCacheKeyFactory, AccessModelKey>()
            .Options;
    }

    /// <summary>What seals its fields.</summary>
    public FieldSeal Seal => _seal;

    /// <summary>A context of its own for one piece of work.</summary>
    public AccessDb CreateContext() => new(_options, _seal);

    /// <summary>Makes sure that the database is there in its newest form.</summary>
    /// <exception cref="AccessException">GDK-7005: it is damaged, or written by a newer version.</exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen) return;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isOpen) return;
            TouchPrivate(_path);
            await MigrateAsync(cancellationToken).ConfigureAwait(false);
            _isOpen = true;
        }
        catch (SqliteException fault)
        {
            throw new AccessException(AccessFaults.DeskDamaged, $"{_path} cannot be opened: {fault.Message} See to the disk, or restore it from the backup");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Closes the file and wipes the key.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isOpen)
        {
            await using var connection = new SqliteConnection(ConnectionString(_path));
            SqliteConnection.ClearPool(connection);
        }

        _seal.Dispose();
        _gate.Dispose();
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var database = CreateContext();
        var known = database.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await database.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false);
        if (applied.FirstOrDefault(name => !known.Contains(name)) is { } newer)
            throw new AccessException(AccessFaults.DeskDamaged, $"{_path} was written by a newer version of Gudok ({newer}); run that version");
        // A process that was killed within a migration leaves its lock behind, and the next would wait for it for ever; the folder's own lock keeps others out.
        await database.Database.ExecuteSqlRawAsync("""drop table if exists "__EFMigrationsLock" """, cancellationToken).ConfigureAwait(false);
        await database.GetService<IMigrator>().MigrateAsync(null, cancellationToken).ConfigureAwait(false);
    }

    private static string ConnectionString(string path) => new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();

    private static void TouchPrivate(string path)
    {
        if (File.Exists(path)) return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }
}
