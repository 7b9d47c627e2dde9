using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Modules.Opinions;

internal static class SurveyTables
{
    extension(AppDb db)
    {
        public DbSet<OpinionSurvey> Surveys => db.Set<OpinionSurvey>();
        public DbSet<SurveyStatement> Statements => db.Set<SurveyStatement>();
        public DbSet<SurveyParticipant> SurveyParticipants => db.Set<SurveyParticipant>();
        public DbSet<SurveyAnswer> SurveyAnswers => db.Set<SurveyAnswer>();
    }
}

internal sealed class OpinionSurveyMapping : IEntityTypeConfiguration<OpinionSurvey>
{
    public void Configure(EntityTypeBuilder<OpinionSurvey> builder)
    {
        builder.ToTable("OpinionSurveys");
        builder.Ignore(s => s.Subject);
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.Property(s => s.Title).HasMaxLength(OpinionSurvey.LongestTitle);
        builder.Property(s => s.Text).HasMaxLength(OpinionSurvey.LongestText);
        builder.Property(s => s.Interests).HasConversion(Json.Of<List<string>>(), Json.Same<List<string>>()).HasDefaultValueSql("'[]'");
        builder.Property(s => s.Groups).HasConversion(Json.Of<List<GroupWords>>(), Json.Same<List<GroupWords>>())
            .HasDefaultValueSql("'[]'");
        builder.Property(s => s.Result).HasConversion(Json.Of<SurveyResult?>(), Json.Same<SurveyResult?>());
        builder.HasIndex(s => new { s.Process, s.State });
        builder.HasIndex(s => new { s.Authority, s.Code }).IsUnique();
    }
}

internal sealed class SurveyStatementMapping : IEntityTypeConfiguration<SurveyStatement>
{
    public void Configure(EntityTypeBuilder<SurveyStatement> builder)
    {
        builder.ToTable("SurveyStatements");
        builder.Ignore(s => s.Subject);
        builder.Property(s => s.Text).HasMaxLength(SurveyStatement.Longest);
        builder.Property(s => s.Why).HasMaxLength(SurveyStatement.LongestWhy);
        builder.Property(s => s.Note).HasMaxLength(SurveyStatement.LongestNote);
        builder.HasIndex(s => new { s.Survey, s.Number }).IsUnique();
        builder.HasIndex(s => new { s.Process, s.State });
    }
}

internal sealed class SurveyParticipantMapping : IEntityTypeConfiguration<SurveyParticipant>
{
    public void Configure(EntityTypeBuilder<SurveyParticipant> builder)
    {
        builder.ToTable("SurveyParticipants");
        builder.Property(p => p.KeyHash).HasMaxLength(64);
        builder.HasIndex(p => new { p.Survey, p.KeyHash }).IsUnique();
    }
}

internal sealed class SurveyAnswerMapping : IEntityTypeConfiguration<SurveyAnswer>
{
    public void Configure(EntityTypeBuilder<SurveyAnswer> builder)
    {
        builder.ToTable("SurveyAnswers");
        builder.HasKey(a => new { a.Participant, a.Statement });
        builder.HasIndex(a => a.Survey);
    }
}
