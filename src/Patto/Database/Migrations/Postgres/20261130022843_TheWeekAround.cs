using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TheWeekAround : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sessions_Meeting_Slot_Place",
                table: "Sessions");

            migrationBuilder.AddColumn<int>(
                name: "Concern",
                table: "Stakeholders",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Asked",
                table: "SlipBatches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Former",
                table: "Sessions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Removed",
                table: "Sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Unpublished",
                table: "Processes",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "Mandate",
                table: "Memberships",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Unpublished",
                table: "Documents",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "Answers",
                table: "Contributions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Corrected",
                table: "Contributions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsRecorded",
                table: "Contributions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Former",
                table: "Agreements",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "OfficeQuestions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Office = table.Column<Guid>(type: "uuid", nullable: false),
                    About = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Due = table.Column<DateOnly>(type: "date", nullable: true),
                    IsPublic = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Answer = table.Column<string>(type: "text", nullable: true),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ByLink = table.Column<bool>(type: "boolean", nullable: false),
                    Former = table.Column<string>(type: "text", nullable: true),
                    Withdrawn = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    WithdrawnWhy = table.Column<string>(type: "text", nullable: false),
                    RemindedBefore = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RemindedAfter = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfficeQuestions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Offices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Mail = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Retired = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Offices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OwnQuestions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Phase = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Order = table.Column<int>(type: "integer", nullable: false),
                    Words = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Help = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    IsRequired = table.Column<bool>(type: "boolean", nullable: false),
                    IsPublished = table.Column<bool>(type: "boolean", nullable: false),
                    Choices = table.Column<List<string>>(type: "text[]", nullable: false),
                    Steps = table.Column<int>(type: "integer", nullable: false),
                    Low = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    High = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    IsAnswered = table.Column<bool>(type: "boolean", nullable: false),
                    Retired = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Former = table.Column<string>(type: "text", nullable: false),
                    Known = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwnQuestions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Papers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Group = table.Column<Guid>(type: "uuid", nullable: false),
                    Track = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: true),
                    Place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Opened = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Before = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'[]'"),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Papers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PhaseCosts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Phase = table.Column<Guid>(type: "uuid", nullable: true),
                    What = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    HoursPlanned = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    HoursSpent = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    MoneyPlanned = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    MoneySpent = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    Remark = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Removed = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Before = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'[]'"),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PhaseCosts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StakeholderRelations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    To = table.Column<Guid>(type: "uuid", nullable: false),
                    About = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Removed = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StakeholderRelations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StakeholderWatches",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Looked = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Reminded = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Looks = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'[]'"),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StakeholderWatches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Suggestions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Missing = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    PublicName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Answered = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Body = table.Column<Guid>(type: "uuid", nullable: true),
                    Before = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'[]'"),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suggestions", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_Meeting_Slot_Place",
                table: "Sessions",
                columns: new[] { "Meeting", "Slot", "Place" },
                unique: true,
                filter: "\"Removed\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OfficeQuestions_About",
                table: "OfficeQuestions",
                column: "About");

            migrationBuilder.CreateIndex(
                name: "IX_OfficeQuestions_Process_At",
                table: "OfficeQuestions",
                columns: new[] { "Process", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Offices_Authority_Name",
                table: "Offices",
                columns: new[] { "Authority", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OwnQuestions_Process_Number",
                table: "OwnQuestions",
                columns: new[] { "Process", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Papers_Group_At",
                table: "Papers",
                columns: new[] { "Group", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Papers_Process_Track",
                table: "Papers",
                columns: new[] { "Process", "Track" });

            migrationBuilder.CreateIndex(
                name: "IX_PhaseCosts_Process",
                table: "PhaseCosts",
                column: "Process");

            migrationBuilder.CreateIndex(
                name: "IX_StakeholderRelations_Process",
                table: "StakeholderRelations",
                column: "Process");

            migrationBuilder.CreateIndex(
                name: "IX_StakeholderWatches_Process",
                table: "StakeholderWatches",
                column: "Process",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_Person",
                table: "Suggestions",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_Process_State_At",
                table: "Suggestions",
                columns: new[] { "Process", "State", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OfficeQuestions");

            migrationBuilder.DropTable(
                name: "Offices");

            migrationBuilder.DropTable(
                name: "OwnQuestions");

            migrationBuilder.DropTable(
                name: "Papers");

            migrationBuilder.DropTable(
                name: "PhaseCosts");

            migrationBuilder.DropTable(
                name: "StakeholderRelations");

            migrationBuilder.DropTable(
                name: "StakeholderWatches");

            migrationBuilder.DropTable(
                name: "Suggestions");

            migrationBuilder.DropIndex(
                name: "IX_Sessions_Meeting_Slot_Place",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "Concern",
                table: "Stakeholders");

            migrationBuilder.DropColumn(
                name: "Asked",
                table: "SlipBatches");

            migrationBuilder.DropColumn(
                name: "Former",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "Removed",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "Unpublished",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "Mandate",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "Unpublished",
                table: "Documents");

            migrationBuilder.DropColumn(
                name: "Answers",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "Corrected",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "IsRecorded",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "Former",
                table: "Agreements");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_Meeting_Slot_Place",
                table: "Sessions",
                columns: new[] { "Meeting", "Slot", "Place" },
                unique: true);
        }
    }
}
