using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ConveningAndCorrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Before",
                table: "Seats",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "Approved",
                table: "Minutes",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Before",
                table: "Memberships",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "Group",
                table: "Meetings",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Calendar",
                table: "Letters",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Enclosed",
                table: "Letters",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "Undoable",
                table: "Letters",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Withdrawn",
                table: "Indicators",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnWhy",
                table: "Indicators",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "TakenBack",
                table: "Documents",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "Person",
                table: "Agreements",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RemindedAfter",
                table: "Agreements",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RemindedBefore",
                table: "Agreements",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Corrections",
                table: "AdministrativeActs",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "Link",
                table: "AdministrativeActs",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Convocations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Meeting = table.Column<Guid>(type: "uuid", nullable: false),
                    Group = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    ReplyBy = table.Column<DateOnly>(type: "date", nullable: false),
                    Protocol = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    ProtocolDay = table.Column<DateOnly>(type: "date", nullable: true),
                    Quorum = table.Column<int>(type: "integer", nullable: true),
                    Sent = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    Stopped = table.Column<bool>(type: "boolean", nullable: false),
                    RemindedWeek = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RemindedDay = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RemindedByHand = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Convocations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MinutesReadings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Meeting = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Asked = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Agrees = table.Column<bool>(type: "boolean", nullable: true),
                    Remark = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Answered = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinutesReadings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SeatAttendances",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Meeting = table.Column<Guid>(type: "uuid", nullable: false),
                    Seat = table.Column<Guid>(type: "uuid", nullable: false),
                    Presence = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: true),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ProxyTo = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Left = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeatAttendances", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UndoableActs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Of = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Undone = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Data = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UndoableActs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Summonses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Convocation = table.Column<Guid>(type: "uuid", nullable: false),
                    Seat = table.Column<Guid>(type: "uuid", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Way = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Answer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Answered = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    WrittenBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Substitute = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Delivered = table.Column<DateOnly>(type: "date", nullable: true),
                    Proof = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Summonses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Summonses_Convocations_Convocation",
                        column: x => x.Convocation,
                        principalTable: "Convocations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Meetings_Group",
                table: "Meetings",
                column: "Group");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_Undoable",
                table: "Letters",
                column: "Undoable");

            migrationBuilder.CreateIndex(
                name: "IX_Agreements_Kept_Due",
                table: "Agreements",
                columns: new[] { "Kept", "Due" });

            migrationBuilder.CreateIndex(
                name: "IX_Convocations_Group",
                table: "Convocations",
                column: "Group");

            migrationBuilder.CreateIndex(
                name: "IX_Convocations_Meeting",
                table: "Convocations",
                column: "Meeting",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MinutesReadings_Meeting_Version_Person",
                table: "MinutesReadings",
                columns: new[] { "Meeting", "Version", "Person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MinutesReadings_Person",
                table: "MinutesReadings",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_SeatAttendances_Meeting_Seat",
                table: "SeatAttendances",
                columns: new[] { "Meeting", "Seat" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SeatAttendances_Person",
                table: "SeatAttendances",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_Summonses_Convocation_Seat",
                table: "Summonses",
                columns: new[] { "Convocation", "Seat" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Summonses_Person",
                table: "Summonses",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_UndoableActs_Process_Until",
                table: "UndoableActs",
                columns: new[] { "Process", "Until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MinutesReadings");

            migrationBuilder.DropTable(
                name: "SeatAttendances");

            migrationBuilder.DropTable(
                name: "Summonses");

            migrationBuilder.DropTable(
                name: "UndoableActs");

            migrationBuilder.DropTable(
                name: "Convocations");

            migrationBuilder.DropIndex(
                name: "IX_Meetings_Group",
                table: "Meetings");

            migrationBuilder.DropIndex(
                name: "IX_Letters_Undoable",
                table: "Letters");

            migrationBuilder.DropIndex(
                name: "IX_Agreements_Kept_Due",
                table: "Agreements");

            migrationBuilder.DropColumn(
                name: "Before",
                table: "Seats");

            migrationBuilder.DropColumn(
                name: "Approved",
                table: "Minutes");

            migrationBuilder.DropColumn(
                name: "Before",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "Group",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "Calendar",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "Enclosed",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "Undoable",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "Withdrawn",
                table: "Indicators");

            migrationBuilder.DropColumn(
                name: "WithdrawnWhy",
                table: "Indicators");

            migrationBuilder.DropColumn(
                name: "TakenBack",
                table: "Documents");

            migrationBuilder.DropColumn(
                name: "Person",
                table: "Agreements");

            migrationBuilder.DropColumn(
                name: "RemindedAfter",
                table: "Agreements");

            migrationBuilder.DropColumn(
                name: "RemindedBefore",
                table: "Agreements");

            migrationBuilder.DropColumn(
                name: "Corrections",
                table: "AdministrativeActs");

            migrationBuilder.DropColumn(
                name: "Link",
                table: "AdministrativeActs");
        }
    }
}
