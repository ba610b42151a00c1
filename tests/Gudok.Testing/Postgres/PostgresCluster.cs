using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gudok.Testing;

/// <summary>A PostgreSQL of a test's own: a cluster in a folder of its own on a free port of loopback, stopped and deleted with it. As a
/// server must not run as root, it runs as <c>postgres</c> then.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    /// <summary>Where Debian has the programs of version 15.</summary>
    public const string Programs = "/usr/lib/postgresql/15/bin";

    /// <summary>The password of all roles that are made here, but for the superuser, who enters by the socket alone.</summary>
    public const string Password = "correct horse";

    private const string SuperUser = "tester";
    private readonly string _folder;

    private PostgresCluster(string folder, int port)
    {
        _folder = folder;
        Port = port;
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>The folder with its files.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Whether PostgreSQL is installed.</summary>
    public static bool IsInstalled => File.Exists(Path.Combine(Programs, "initdb"));

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="settings">Lines for its <c>postgresql.conf</c>.</param>
    public static async Task<PostgresCluster> StartAsync(params string[] settings)
    {
        var cluster = new PostgresCluster(await MakeFolderAsync(), FreePort());
        await cluster.RunAsync("initdb", "-D", cluster.DataFolder, "-U", SuperUser, "-E", "UTF8", "--locale=C.UTF-8",
            "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync");
        await cluster.ConfigureAsync(["max_wal_size=1GB", "max_connections=200", .. settings]);
        await cluster.StartAgainAsync();
        return cluster;
    }

    /// <summary>Makes a standby that follows this cluster, and has commits wait for it.</summary>
    public async Task<PostgresCluster> StartSynchronousStandbyAsync()
    {
        var standby = new PostgresCluster(await MakeFolderAsync(), FreePort());
        await standby.RunAsync("pg_basebackup", "-h", _folder, "-p", Text(Port), "-U", SuperUser, "-D", standby.DataFolder, "-R", "-X", "stream",
            "-C", "-S", "standby", "-c", "fast", "--no-sync");
        var automatic = Path.Combine(standby.DataFolder, "postgresql.auto.conf");
        var written = await File.ReadAllTextAsync(automatic);
        await File.WriteAllTextAsync(automatic, written.Replace("primary_conninfo = '", "primary_conninfo = 'application_name=standby ", StringComparison.Ordinal));
        await standby.ConfigureAsync();
        await standby.StartAgainAsync();
        // After the copy was made: in the standby's own settings it would have its commits wait for ever once it is promoted.
        await ExecuteAsync("postgres", "alter system set synchronous_standby_names='standby'");
        await ExecuteAsync("postgres", "select pg_reload_conf()");
        await WaitAsync("select count(*) from pg_stat_replication where sync_state='sync'", "1");
        return standby;
    }

    /// <summary>Makes a role, and a database of its own that no other role may connect to.</summary>
    public async Task AddDatabaseAsync(string database, string role)
    {
        var known = await ExecuteAsync("postgres", $"select count(*) from pg_roles where rolname='{role}'");
        if (known == "0") await ExecuteAsync("postgres", $"create role {role} login password '{Password}'");
        await ExecuteAsync("postgres", $"create database {database} owner {role}");
        await ExecuteAsync("postgres", $"revoke connect on database {database} from public");
    }

    /// <summary>Where a database is, without the password.</summary>
    public string Connection(string database, string role) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username={role}");

    /// <summary>Runs SQL as superuser and gives back what it printed, without the last line end.</summary>
    public async Task<string> ExecuteAsync(string database, string sql) =>
        (await RunAsync("psql", "-h", _folder, "-p", Text(Port), "-U", SuperUser, "-d", database, "-v", "ON_ERROR_STOP=1", "-qAtX", "-c", sql)).TrimEnd();

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => RunAsync("pg_ctl", "-D", DataFolder, "-w", "promote");

    /// <summary>Ends it as a power cut would (SIGKILL to the postmaster).</summary>
    public async Task KillAsync()
    {
        var id = (await File.ReadAllLinesAsync(Path.Combine(DataFolder, "postmaster.pid")))[0];
        await TestProcess.RunAsync("/bin/kill", ["-9", id]);
    }

    /// <summary>Stops it at once; its files stay.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", "-D", DataFolder, "-m", "immediate", "-w", "stop");

    /// <summary>Starts it after it was stopped.</summary>
    public Task StartAgainAsync() => RunAsync("pg_ctl", "-D", DataFolder, "-l", Path.Combine(_folder, "log"), "-w", "-t", "60", "start");

    /// <summary>Stops it and deletes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (InvalidOperationException)
        {
            // It was stopped or killed by the test.
            if (Directory.Exists(_folder)) await WaitUntilGoneAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task ConfigureAsync(params string[] settings)
    {
        string[] lines = [.. settings, "listen_addresses='127.0.0.1'", $"port={Text(Port)}", $"unix_socket_directories='{_folder}'", "logging_collector=off"];
        await File.AppendAllLinesAsync(Path.Combine(DataFolder, "postgresql.conf"), lines);
    }

    private async Task WaitAsync(string question, string answer)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await ExecuteAsync("postgres", question) != answer) await Task.Delay(50, deadline.Token);
    }

    // The children of a killed postmaster end by themselves, and write until they do.
    private async Task WaitUntilGoneAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Directory.EnumerateDirectories("/proc").Any(RunsHere)) await Task.Delay(50, deadline.Token);
    }

    private bool RunsHere(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget == DataFolder;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<string> MakeFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gudok-pg-").FullName;
        if (Environment.IsPrivilegedProcess) await TestProcess.RunAsync("/bin/chown", ["postgres:postgres", folder]);
        return folder;
    }

    private Task<string> RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs, program);
        return Environment.IsPrivilegedProcess
            ? TestProcess.RunAsync("/usr/bin/setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments], _folder)
            : TestProcess.RunAsync(path, arguments, _folder);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
