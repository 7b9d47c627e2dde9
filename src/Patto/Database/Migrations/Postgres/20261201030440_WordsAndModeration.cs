using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WordsAndModeration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Easy",
                table: "Processes",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "PauseWhy",
                table: "Contributions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Paused",
                table: "Contributions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PausedText",
                table: "Contributions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Translation",
                table: "Contributions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Paused",
                table: "Comments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ProposalSheetLines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Proposal = table.Column<Guid>(type: "uuid", nullable: false),
                    Part = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Office = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProposalSheetLines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TextReports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    Of = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Ground = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Words = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Why = table.Column<string>(type: "text", nullable: false),
                    Decided = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    Appeal = table.Column<string>(type: "text", nullable: false),
                    Appealed = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Decisions = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TextReports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WelcomeChecks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    By = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    TextSha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WelcomeChecks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ProposalSheetLines_Process_At",
                table: "ProposalSheetLines",
                columns: new[] { "Process", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ProposalSheetLines_Proposal_At",
                table: "ProposalSheetLines",
                columns: new[] { "Proposal", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_TextReports_Code_Process",
                table: "TextReports",
                columns: new[] { "Code", "Process" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TextReports_Of",
                table: "TextReports",
                column: "Of");

            migrationBuilder.CreateIndex(
                name: "IX_TextReports_Process_State_At",
                table: "TextReports",
                columns: new[] { "Process", "State", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_WelcomeChecks_Authority_Language",
                table: "WelcomeChecks",
                columns: new[] { "Authority", "Language" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProposalSheetLines");

            migrationBuilder.DropTable(
                name: "TextReports");

            migrationBuilder.DropTable(
                name: "WelcomeChecks");

            migrationBuilder.DropColumn(
                name: "Easy",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "PauseWhy",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "Paused",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "PausedText",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "Translation",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "Paused",
                table: "Comments");
        }
    }
}
