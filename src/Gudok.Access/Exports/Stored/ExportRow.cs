using Gudok.Numbers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>A request for an export, as kept in <c>desk.db</c>.</summary>
internal sealed class ExportRow
{
    public required string Id { get; init; }

    public required string AskedBy { get; init; }

    public required string AskedByName { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Empty once it has ended.</summary>
    [SealedField]
    public required string Search { get; set; }

    /// <summary>Account names whose calls it reaches, one a line; null for everybody's.</summary>
    public string? Names { get; init; }

    public required ExportFormat Format { get; init; }

    public required PartyForm Form { get; init; }

    [SealedField]
    public required string Reason { get; init; }

    /// <summary>How long the file is kept, milliseconds.</summary>
    public required long KeepForMs { get; init; }

    public required ExportState State { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    [SealedField]
    public string? Decision { get; set; }

    public int Calls { get; set; }

    public bool IsCut { get; set; }

    public required DateTimeOffset EndsAt { get; set; }

    public long? Bytes { get; set; }

    /// <summary>What opens the archive; null once it was shown.</summary>
    [SealedField]
    public string? Password { get; set; }

    public int Downloads { get; set; }

    public string? Ended { get; set; }

    /// <summary>Account names whose calls it reaches; null for everybody's.</summary>
    public IReadOnlyList<string>? NameList => Names?.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a file of it is there, or will be.</summary>
    public bool IsLive => State is ExportState.Approved or ExportState.Ready;

    public ExportView ToView() => new()
    {
        Id = Id,
        AskedById = AskedBy,
        AskedBy = AskedByName,
        AskedAt = AskedAt,
        Search = Search,
        Names = NameList,
        Format = Format,
        Form = Form,
        Reason = Reason,
        KeepFor = TimeSpan.FromMilliseconds(KeepForMs),
        State = State,
        DecidedBy = DecidedByName,
        DecidedAt = DecidedAt,
        Decision = Decision,
        Calls = Calls,
        IsCut = IsCut,
        EndsAt = EndsAt,
        Bytes = Bytes,
        IsPasswordShown = State == ExportState.Ready && Password is null,
        Downloads = Downloads,
        Ended = Ended,
    };
}

/// <summary>How requests are kept.</summary>
internal sealed class ExportTable : IEntityTypeConfiguration<ExportRow>
{
    public void Configure(EntityTypeBuilder<ExportRow> builder)
    {
        builder.ToTable("access_exports").HasKey(row => row.Id);
        builder.HasIndex(row => row.State);
        builder.Property(row => row.Format).HasConversion<string>();
        builder.Property(row => row.Form).HasConversion<string>();
        builder.Property(row => row.State).HasConversion<string>();
        builder.Ignore(row => row.NameList).Ignore(row => row.IsLive);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.AskedBy);
    }
}
