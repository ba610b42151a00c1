using SQLitePCL;

namespace Gudok.Numbers;

/// <summary>A prepared statement. Spans of columns are valid until the next step or reset.</summary>
internal sealed class SqliteStatement(SqliteFile file, sqlite3_stmt handle) : IDisposable
{
    public SqliteStatement Bind(int index, long value)
    {
        file.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        file.Check(raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, string value)
    {
        file.Check(raw.sqlite3_bind_text(handle, index, value));
        return this;
    }

    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        file.Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that answers nothing.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(handle);
        _ = raw.sqlite3_reset(handle);
        file.Check(result);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    public int Int32(int column) => raw.sqlite3_column_int(handle, column);

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Ends the reading, and with it the read lock.</summary>
    public void Reset() => _ = raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();
}
