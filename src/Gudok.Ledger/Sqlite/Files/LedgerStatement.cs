using SQLitePCL;

namespace Gudok.Ledger;

/// <summary>A prepared statement. Spans of columns are valid until the next step or reset.</summary>
internal sealed class LedgerStatement(LedgerDb db, sqlite3_stmt handle) : IDisposable
{
    public LedgerStatement Bind(int index, long value)
    {
        db.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public LedgerStatement Bind(int index, ulong value) => Bind(index, unchecked((long)value));

    public LedgerStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        db.Check(raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    public LedgerStatement Bind(int index, string value)
    {
        db.Check(raw.sqlite3_bind_text(handle, index, value));
        return this;
    }

    public LedgerStatement BindNull(int index)
    {
        db.Check(raw.sqlite3_bind_null(handle, index));
        return this;
    }

    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        db.Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that answers nothing.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(handle);
        _ = raw.sqlite3_reset(handle);
        db.Check(result);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public ulong UInt64(int column) => unchecked((ulong)raw.sqlite3_column_int64(handle, column));

    /// <summary>A whole number that fits; SQLite would cut off what does not, and a changed value could pass for the one that was written.</summary>
    /// <exception cref="InvalidDataException">It does not fit: it was changed.</exception>
    public int Int32(int column)
    {
        var value = Int64(column);
        return value == (int)value ? (int)value : throw PackedReader.Broken();
    }

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    /// <summary>Ends the reading, and with it the read lock.</summary>
    public void Reset() => _ = raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();
}
