using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>Which calls stand in an export, in a row of its own: lists of exports do not read it.</summary>
internal sealed class ExportContent
{
    public required string ExportId { get; init; }

    /// <summary>What <see cref="MadeExport.Content"/> had, in Base64.</summary>
    [SealedField]
    public required string Content { get; init; }
}

/// <summary>How it is kept.</summary>
internal sealed class ExportContentTable : IEntityTypeConfiguration<ExportContent>
{
    public void Configure(EntityTypeBuilder<ExportContent> builder)
    {
        builder.ToTable("access_export_contents").HasKey(row => row.ExportId);
        builder.HasOne<ExportRow>().WithMany().HasForeignKey(row => row.ExportId);
    }
}
