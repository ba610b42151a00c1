namespace Gudok.Numbers.Postgres;

/// <summary>A table, or a part of one, to be copied elsewhere: its octets are those of <c>COPY … (FORMAT BINARY)</c>.</summary>
/// <param name="Name">Its path among the dumps of its database, with slashes.</param>
/// <param name="Version">Four numbers that are the same as long as nothing in it changed; null if only reading tells.</param>
/// <param name="WriteAsync">Writes its octets; to be called before the next dump is asked for.</param>
public sealed record TableDump(string Name, (long First, long Second, long Third, long Fourth)? Version, Func<Stream, CancellationToken, Task> WriteAsync);
